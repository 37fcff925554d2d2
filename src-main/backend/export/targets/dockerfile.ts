import { textFile } from './text-file.ts';

const dockerfile = `FROM node:24-slim
WORKDIR /app
COPY portrait-serve.mjs model.json ./
USER node
EXPOSE 8080
# The token comes with the container: docker run -e PORTRAIT_TOKEN=... -p 8080:8080 IMAGE
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "portrait-serve.mjs"]
CMD ["serve", "model.json", "--host", "0.0.0.0", "--port", "8080"]
`;

/** What a container of the server is built from: no root, nothing but the program and the model, a health check. */
export const containerFiles = [
  textFile('Dockerfile', dockerfile),
  textFile('.dockerignore', '*\n!portrait-serve.mjs\n!model.json'),
];
