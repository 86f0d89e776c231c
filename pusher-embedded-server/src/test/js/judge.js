'use strict';

// One scenario of the official clients against a server that listens already:
//   node judge.js <transport> <scenario>
// Exits with 0 if everything went as it does with the hosted service.

const assert = require('node:assert');
const PusherClient = require('pusher-js');
const Publisher = require('pusher');

const env = process.env;
const [transport, scenario] = process.argv.slice(2);
const clients = [];

const publisher = new Publisher({
  appId: env.APP_ID,
  key: env.APP_KEY,
  secret: env.APP_SECRET,
  host: '127.0.0.1',
  port: env.PORT,
  useTLS: false,
  encryptionMasterKeyBase64: env.MASTER_KEY,
});

function client(params = {}, key = env.APP_KEY) {
  const base = `http://127.0.0.1:${env.PORT}/pusher/`;
  const created = new PusherClient(key, {
    cluster: '',
    forceTLS: false,
    wsHost: '127.0.0.1',
    wsPort: Number(env.PORT),
    httpHost: '127.0.0.1',
    httpPort: Number(env.PORT),
    enabledTransports: [transport],
    disableStats: true,
    channelAuthorization: { endpoint: base + 'auth', transport: 'ajax', params },
    userAuthentication: { endpoint: base + 'user-auth', transport: 'ajax', params },
  });
  clients.push(created);
  return created;
}

// The next occurrence of an event, whether somebody waits for it already or not.
function events(emitter, name) {
  const arrived = [];
  const waiting = [];
  emitter.bind(name, (data, metadata) => {
    const value = { data, metadata };
    const waiter = waiting.shift();
    if (waiter) {
      waiter(value);
    } else {
      arrived.push(value);
    }
  });
  return () => (arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve)));
}

async function subscribed(connection, name) {
  const channel = connection.subscribe(name);
  const succeeded = events(channel, 'pusher:subscription_succeeded');
  const failed = events(channel, 'pusher:subscription_error');
  await Promise.race([succeeded(), failed().then(({ data }) => assert.fail(JSON.stringify(data)))]);
  return channel;
}

const scenarios = {
  async public() {
    const channel = await subscribed(client(), 'room');
    const next = events(channel, 'news');
    const response = await publisher.trigger('room', 'news', { text: 'Grüße' });
    assert.strictEqual(response.status, 200);
    assert.deepStrictEqual((await next()).data, { text: 'Grüße' });
  },

  async private() {
    const channel = await subscribed(client(), 'private-room');
    const next = events(channel, 'news');
    await publisher.trigger(['private-room', 'other'], 'news', 'x');
    assert.strictEqual((await next()).data, 'x');
  },

  async exclusion() {
    const connection = client();
    const channel = await subscribed(connection, 'room');
    const next = events(channel, 'news');
    await publisher.trigger('room', 'news', 1, { socket_id: connection.connection.socket_id });
    await publisher.trigger('room', 'news', 2);
    assert.strictEqual((await next()).data, 2);
  },

  async presence() {
    const first = await subscribed(client({ user_id: 'ann', user_info: '{"name":"Ann"}' }), 'presence-room');
    assert.strictEqual(first.members.count, 1);
    assert.deepStrictEqual(first.members.me, { id: 'ann', info: { name: 'Ann' } });
    const added = events(first, 'pusher:member_added');
    const removed = events(first, 'pusher:member_removed');
    const connection = client({ user_id: 'bob' });
    const second = await subscribed(connection, 'presence-room');
    assert.strictEqual(second.members.count, 2);
    assert.strictEqual((await added()).data.id, 'bob');
    const users = await publisher.get({ path: '/channels/presence-room/users' });
    assert.deepStrictEqual(await users.json(), { users: [{ id: 'ann' }, { id: 'bob' }] });
    connection.disconnect();
    assert.strictEqual((await removed()).data.id, 'bob');
    assert.strictEqual(first.members.count, 1);
  },

  async encrypted() {
    const channel = await subscribed(client(), 'private-encrypted-room');
    const next = events(channel, 'news');
    await publisher.trigger('private-encrypted-room', 'news', { secret: 'ü' });
    assert.deepStrictEqual((await next()).data, { secret: 'ü' });
  },

  // the test publishes as soon as the channel is occupied
  async encryptedByServer() {
    const channel = client().subscribe('private-encrypted-room');
    assert.deepStrictEqual((await events(channel, 'news')()).data, { secret: 'ü' });
  },

  async cache() {
    const missed = client().subscribe('cache-room');
    await events(missed, 'pusher:cache_miss')();
    await publisher.trigger('cache-room', 'news', { n: 1 });
    const late = client().subscribe('cache-room');
    assert.deepStrictEqual((await events(late, 'news')()).data, { n: 1 });
  },

  async clientEvents() {
    const sender = await subscribed(client({ user_id: 'ann' }), 'presence-room');
    const receiver = await subscribed(client({ user_id: 'bob' }), 'presence-room');
    const next = events(receiver, 'client-typing');
    assert.ok(sender.trigger('client-typing', { on: true }));
    const { data, metadata } = await next();
    assert.deepStrictEqual(data, { on: true });
    assert.strictEqual(metadata.user_id, 'ann');
  },

  async rateLimit() {
    const connection = client();
    const channel = await subscribed(connection, 'private-room');
    const failed = events(connection.connection, 'error');
    for (let i = 0; i < 11; i++) {
      channel.trigger('client-x', { i });
    }
    assert.strictEqual((await failed()).data.data.code, 4301);
    assert.strictEqual(connection.connection.state, 'connected');
  },

  async signin() {
    const connection = client({ user_id: 'ann' });
    const message = events(connection.connection, 'message');
    const next = events(connection.user, 'news');
    connection.signin();
    assert.strictEqual((await message()).data.event, 'pusher:signin_success');
    // sent as soon as the client knows who it is; not all of it is shown on the channel
    assert.strictEqual((await message()).data.channel, '#server-to-user-ann');
    assert.strictEqual(connection.user.user_data.id, 'ann');
    await publisher.sendToUser('ann', 'news', { n: 1 });
    assert.deepStrictEqual((await next()).data, { n: 1 });
    const gone = events(connection.connection, 'disconnected');
    await publisher.terminateUserConnections('ann');
    await gone();
  },

  async watchlist() {
    const connection = client({ user_id: 'ann', watchlist: '["bob"]' });
    const online = events(connection.user.watchlist, 'online');
    const offline = events(connection.user.watchlist, 'offline');
    connection.signin();
    assert.deepStrictEqual((await offline()).data.user_ids, ['bob']);
    const bob = client({ user_id: 'bob' });
    bob.signin();
    assert.deepStrictEqual((await online()).data.user_ids, ['bob']);
    bob.disconnect();
    assert.deepStrictEqual((await offline()).data.user_ids, ['bob']);
  },

  async count() {
    const channel = client().subscribe('room');
    const counted = events(channel, 'pusher:subscription_count');
    assert.strictEqual((await counted()).data.subscription_count, 1);
    await subscribed(client(), 'room');
    assert.strictEqual((await counted()).data.subscription_count, 2);
    assert.strictEqual(channel.subscriptionCount, 2);
  },

  async rest() {
    const channel = await subscribed(client(), 'room');
    const next = events(channel, 'news');
    await publisher.triggerBatch([
      { channel: 'room', name: 'news', data: { n: 1 } },
      { channel: 'room', name: 'news', data: { n: 2 } },
    ]);
    assert.deepStrictEqual((await next()).data, { n: 1 });
    assert.deepStrictEqual((await next()).data, { n: 2 });
    const channels = await publisher.get({ path: '/channels', params: { filter_by_prefix: 'ro' } });
    assert.deepStrictEqual(await channels.json(), { channels: { room: {} } });
    await assert.rejects(publisher.get({ path: '/channels/room/users' }), { status: 400 });
    await assert.rejects(publisher.trigger('room', 'news', 'x'.repeat(10241)), { status: 413 });
    const stranger = new Publisher({
      appId: env.APP_ID, key: env.APP_KEY, secret: 'wrong', host: '127.0.0.1', port: env.PORT, useTLS: false,
    });
    await assert.rejects(stranger.trigger('room', 'news', 'x'), { status: 401 });
  },

  async unknownKey() {
    const connection = client({}, 'nope');
    const failed = events(connection.connection, 'error');
    const gone = events(connection.connection, 'disconnected');
    assert.strictEqual((await failed()).data.error.data.code, 4001);
    await gone();
  },

  // the test closes the connection as soon as the channel is occupied
  async reconnect() {
    const connection = client();
    const channel = connection.subscribe('room');
    const next = events(channel, 'pusher:subscription_succeeded');
    await next();
    const before = connection.connection.socket_id;
    await next();
    assert.notStrictEqual(connection.connection.socket_id, before);
  },
};

const deadline = setTimeout(() => {
  console.error(`${scenario} over ${transport} did not end`);
  process.exit(1);
}, 20000);

scenarios[scenario]().then(
  () => {
    clearTimeout(deadline);
    clients.forEach((connection) => connection.disconnect());
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
