/** Who may set a parameter: law 法律, city 市, district 区, town 镇, or ours where no rule was found. */
export type Authority = 'law' | 'city' | 'district' | 'town' | 'ours'
