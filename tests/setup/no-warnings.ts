// A warning of Node's (a deprecated API, a listener that is never removed) fails the run in which it is printed.
process.on('warning', (warning) => {
  throw warning;
});
