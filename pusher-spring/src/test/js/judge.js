'use strict';

// The official server library judges signatures: a case for each line comes in, as JSON,
// and a verdict for each goes out.

const readline = require('node:readline');
const Pusher = require('pusher');

const { APP_KEY, APP_SECRET } = process.env;
const pusher = new Pusher({ appId: '1', key: APP_KEY, secret: APP_SECRET, cluster: 'mt1' });

function judge({ type, socketId, channel, user, key, signature, body }) {
  switch (type) {
    case 'channel':
      return pusher.authorizeChannel(socketId, channel, user);
    case 'user':
      return pusher.authenticateUser(socketId, user);
    default:
      return pusher
        .webhook({
          headers: {
            'content-type': 'application/json',
            'x-pusher-key': key,
            'x-pusher-signature': signature,
          },
          rawBody: body,
        })
        .isValid();
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n');
});
