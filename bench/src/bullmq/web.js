// Takes tasks over HTTP as Offload does and adds each to BullMQ. What else it answers is for the bench.
// Usage: web.js REDIS_PORT. Once it is ready it prints one line of JSON: where it is, and what it is made of.
const { Queue } = require('bullmq');
const fastify = require('fastify');
const { Redis } = require('ioredis');

const connection = { host: '127.0.0.1', port: Number(process.argv[2]) };
const queue = new Queue('probe', { connection });
const redis = new Redis(connection);
const app = fastify({ logger: false });

app.post('/v1/tasks', async (request, reply) => {
  const job = await queue.add('probe', request.body);
  reply.code(202);
  return { id: job.id };
});

app.get('/counts', () => queue.getJobCounts('waiting', 'active', 'completed', 'failed'));
app.post('/pause', () => done(queue.pause()));
app.post('/resume', () => done(queue.resume()));
app.post('/clear', () => done(redis.flushall()));

async function done(step) {
  await step;
  return {};
}

async function main() {
  await queue.waitUntilReady();
  const server = await redis.info('server');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const versions = {
    bullmq: require('bullmq/package.json').version,
    fastify: app.version,
    node: process.versions.node,
    redis: /redis_version:(\S+)/.exec(server)[1],
  };
  console.log(JSON.stringify({ url, versions }));
}

main();
