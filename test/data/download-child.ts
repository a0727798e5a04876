/* Run as a process of its own: node --import tsx download-child.ts URL DESTINATION BYTES SHA256 */
import { downloadFile } from '#src/data/download';

const [url, destination, bytes, hex] = process.argv.slice(2);
await downloadFile({
  destination,
  urls: [url],
  bytes: Number(bytes),
  checksums: [{ algorithm: 'sha256', hex }],
});
