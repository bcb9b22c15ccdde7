// Instead of the package `debug`, which parts of `@stdlib` import to tell how they get on where an environment asks for it: a simulation
// reads no environment.
module.exports = () => () => {}
