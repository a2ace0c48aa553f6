FROM node:22-slim
MAINTAINER payments team <payments@example.com>

WORKDIR app

# certificates of the banks we talk to
RUN apt-get update
RUN apt-get install -y ca-certificates tzdata

ADD package.json package-lock.json ./
RUN npm install

ADD server.js ./
# receipts that wait to be sent
RUN mkdir -p /app/data

ENV PORT=8080
EXPOSE 8080
CMD node server.js
