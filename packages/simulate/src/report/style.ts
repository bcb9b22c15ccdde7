/** How a report looks, on a screen and on A4. */
export const style = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:15px/1.6 'Report Sans',system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2329;background:#fff;max-width:1000px;margin:0 auto;padding:16px 24px}
body:has(#zh:checked) [lang=en],body:has(#english:checked) [lang=zh-CN]{display:none}
nav{float:right}nav label{margin-right:12px}
h1{font-size:26px;line-height:1.3;margin:4px 0 12px}h1 small{font-size:15px;font-weight:400;color:#5b6472;margin-left:8px}
h2{font-size:20px;margin:28px 0 8px;padding-bottom:4px;border-bottom:1px solid #dfe3e8}
h3{font-size:14px;margin:14px 0 4px;color:#5b6472;font-weight:600}h4{font-size:14px;margin:0;font-weight:600}
p{margin:4px 0}ul{margin:4px 0;padding-left:20px}small,.small{font-size:13px;color:#5b6472}
.held{color:#5b6472;margin:-8px 0 8px}.page h2{border:0;margin:12px 0 0}
.advice{font-size:18px;line-height:1.6;padding:12px 16px;border-left:6px solid #5b6472;background:#f4f6f8;border-radius:0 6px 6px 0}
.better .advice{border-color:#389e0d;background:#eef7ea}.worse .advice{border-color:#d4380d;background:#fdeeea}
.mixed .advice{border-color:#d48806;background:#fdf6e3}.unlawful .advice{border-color:#a8071a;background:#fdeeea}
.flag{color:#a8071a;border:1px solid #a8071a;border-radius:4px;padding:0 6px;font-size:13px;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:12px}.card{border:1px solid #dfe3e8;border-top:4px solid #5b6472;border-radius:6px;padding:8px 12px}
.card.good{border-top-color:#389e0d}.card.bad{border-top-color:#d4380d}.big{font-size:26px;line-height:1.3;font-weight:700}
.card.good .big{color:#237804}.card.bad .big{color:#ad2102}
.columns{display:grid;grid-template-columns:1fr 1fr;gap:24px}.columns>*{min-width:0}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid #dfe3e8}
th{font-size:13px;font-weight:600;color:#5b6472;white-space:nowrap}.numbers td:not(:first-child),.numbers th:not(:first-child){text-align:right;white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:4px 0;font-size:13px}dt{color:#5b6472}dd{margin:0;overflow-wrap:anywhere}
.warnings,.partial{border:1px solid #d48806;background:#fffbe6;border-radius:6px;padding:4px 14px}.warnings h3{color:#874d00;margin-top:4px}
figure{margin:16px 0}figcaption{font-weight:600;margin-bottom:4px}.chart{width:100%;min-height:60px}
details{margin:8px 0}summary{cursor:pointer}
@media screen and (max-width:700px){.columns,.cards{grid-template-columns:1fr}.numbers td:not(:first-child){white-space:normal}.numbers td:first-child{min-width:8em}.numbers small{display:block}}
/* The page of a policy is one sheet of A4: small type, and nothing of it beside the other. */
@media print{@page{size:A4;margin:9mm 11mm}nav,details{display:none}body{max-width:none;padding:0;font-size:9.5px;line-height:1.35}
h1{font-size:16px;margin:0 0 2px}h1 small{font-size:10px}h2{font-size:13px;margin:8px 0 4px}.page h2{margin:4px 0 2px}h3{font-size:9.5px;margin:5px 0 1px}h4{font-size:9.5px}
p,ul{margin:1px 0}small,.small,th,dl,.flag{font-size:8.5px}.held{margin:0}.advice{font-size:11.5px;line-height:1.4;padding:4px 8px}
.cards{gap:6px}.card{padding:2px 6px;border-top-width:2px}.big{font-size:15px;line-height:1.2}.columns{gap:12px}th,td{padding:1px 6px 1px 0}dl{gap:0 8px}
.warnings,.partial{padding:1px 8px}.page+.page,.break{break-before:page}.chart{break-inside:avoid}figure,.card,tr{break-inside:avoid}}
`
