// Takes POST /payments {"amount": 1250, "currency": "EUR"} and answers with a receipt. GET /healthz says ok.
'use strict';
const http = require('node:http');
const { randomUUID } = require('node:crypto');

const port = Number(process.env.PORT || 8080);
const limit = 64 * 1024;

function answer(res, status, body) {
  const text = JSON.stringify(body) + '\n';
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}

function receive(req, done) {
  let size = 0;
  const parts = [];
  req.on('data', (part) => {
    size += part.length;
    if (size > limit) req.destroy();
    else parts.push(part);
  });
  req.on('end', () => {
    try {
      done(null, JSON.parse(Buffer.concat(parts).toString('utf8')));
    } catch {
      done(new Error('the body is not JSON'));
    }
  });
}

const server = http.createServer((req, res) => {
  if (req.method === 'GET' && req.url === '/healthz') return answer(res, 200, { status: 'ok' });
  if (req.method !== 'POST' || req.url !== '/payments') return answer(res, 404, { error: 'no such resource' });
  receive(req, (error, payment) => {
    if (error) return answer(res, 400, { error: error.message });
    if (!Number.isInteger(payment.amount) || payment.amount <= 0 || !/^[A-Z]{3}$/.test(payment.currency || ''))
      return answer(res, 422, { error: 'amount (in cents) and currency are required' });
    console.log(JSON.stringify({ event: 'payment', amount: payment.amount, currency: payment.currency }));
    answer(res, 201, { receipt: randomUUID(), amount: payment.amount, currency: payment.currency });
  });
});

server.listen(port, () => console.log(JSON.stringify({ event: 'listening', port })));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
