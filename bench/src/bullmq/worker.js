// Runs tasks as Offload's probe does: returns the result that the input names, and nothing else.
// Usage: worker.js REDIS_PORT CONCURRENCY. Prints a line once it is ready.
const { Worker } = require('bullmq');

const worker = new Worker('probe', async (job) => job.data.input.result, {
  connection: { host: '127.0.0.1', port: Number(process.argv[2]), maxRetriesPerRequest: null },
  concurrency: Number(process.argv[3]),
});

worker.waitUntilReady().then(() => console.log('ready'));
