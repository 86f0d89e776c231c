// A WebSocket server on the library ws, which nearly all servers on Node use. It says on
// which port it listens, echoes what it gets, and does what the text "do <command>" says.
const fs = require('fs');
const http = require('http');
const https = require('https');
const { WebSocketServer } = require('ws');

const server = process.env.PEM
  ? https.createServer({ key: fs.readFileSync(process.env.PEM), cert: fs.readFileSync(process.env.PEM) })
  : http.createServer();

new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', (data, binary) => {
    const text = data.toString();
    const [, command, argument] = text.match(/^do (\w+) ?(.*)$/) || [];
    if (command === 'close') {
      socket.close(Number(argument), 'as asked');
    } else if (command === 'terminate') {
      socket.send('last words', () => socket.terminate());
    } else if (command === 'ping') {
      socket.once('pong', (payload) => socket.send('pong ' + payload));
      socket.ping(argument);
    } else if (command === 'fragments') {
      for (let i = 0; i < Number(argument); i++) {
        socket.send('é'.repeat(i), { fin: i === Number(argument) - 1 });
      }
    } else {
      socket.send(text, { binary });
    }
  });
  socket.on('close', (code, reason) => console.log(`closed ${code} ${reason}`.trim()));
  socket.on('error', (error) => console.log(`error ${error.message}`));
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
