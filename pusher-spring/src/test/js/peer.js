'use strict';

// The official client and publisher, led by a test: one command per line comes in, as
// JSON, and whatever happens goes out, one JSON object per line.

const readline = require('node:readline');
const PusherClient = require('pusher-js');
const Publisher = require('pusher');

const env = process.env;

function tell(news) {
  process.stdout.write(JSON.stringify(news) + '\n');
}

function publisher(masterKey) {
  return new Publisher({
    appId: env.APP_ID,
    key: env.APP_KEY,
    secret: env.APP_SECRET,
    host: env.HOST,
    port: env.PORT,
    useTLS: false,
    encryptionMasterKeyBase64: masterKey || undefined,
  });
}

const plain = publisher();
let client;

function connect() {
  client = new PusherClient(env.APP_KEY, {
    cluster: '',
    forceTLS: false,
    wsHost: env.HOST,
    wsPort: Number(env.PORT),
    enabledTransports: ['ws'],
    disableStats: true,
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, callback) =>
        callback(
          null,
          plain.authorizeChannel(
            socketId,
            channelName,
            channelName.startsWith('presence-')
              ? { user_id: env.USER_ID, user_info: { name: env.USER_ID } }
              : undefined,
          ),
        ),
    },
  });
  client.connection.bind('connected', () => tell({ type: 'connected' }));
  client.bind_global((event, data) => {
    if (event === 'pusher:error') {
      tell({ type: 'error', data });
    }
  });
}

function subscribe(name) {
  const channel = client.subscribe(name);
  channel.bind_global((event, data) => {
    if (!event.startsWith('pusher:') && !event.startsWith('pusher_internal:')) {
      tell({ type: 'event', channel: name, event, data });
    }
  });
  channel.bind('pusher:subscription_succeeded', (members) =>
    tell({ type: 'subscribed', channel: name, members: members && members.members ? Object.keys(members.members) : [] }),
  );
  channel.bind('pusher:member_added', (member) => tell({ type: 'added', channel: name, id: member.id, info: member.info }));
  channel.bind('pusher:member_removed', (member) => tell({ type: 'removed', channel: name, id: member.id }));
  channel.bind('client-hello', (data, metadata) => tell({ type: 'hello', channel: name, data, userId: metadata && metadata.user_id }));
}

const commands = {
  connect,
  subscribe: ({ channel }) => subscribe(channel),
  unsubscribe: ({ channel }) => client.unsubscribe(channel),
  clientEvent: ({ channel, event, data }) => client.channel(channel).trigger(event, data),
  publish: ({ channel, event, data, masterKey }) => publisher(masterKey).trigger(channel, event, data),
  sendToUser: ({ user, event, data }) => plain.sendToUser(user, event, data),
  terminate: ({ user }) => plain.terminateUserConnections(user),
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const command = JSON.parse(line);
  try {
    await commands[command.type](command);
    tell({ type: 'done', command: command.type });
  } catch (failure) {
    tell({ type: 'failed', command: command.type, message: String(failure && failure.message) });
  }
}).on('close', () => process.exit(0));
