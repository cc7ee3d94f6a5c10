// A timer that runs on time while the page is hidden: see components/jobs/background-timer.ts. Gets milliseconds.
let timer;
addEventListener('message', ({ data }) => {
  clearTimeout(timer);
  timer = setTimeout(() => postMessage(null), data);
});
