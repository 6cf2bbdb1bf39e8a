// node upload.mjs ADDRESS KEY FILE CUTS [OPTION…]
//
// Uploads a file with tus-js-client. The connection is cut as often as CUTS says, and the upload
// resumed from its address. Prints the address and the offsets at which it was resumed.
import { readFile } from 'node:fs/promises';
import * as tus from 'tus-js-client';

const [endpoint, key, file, cuts, ...wanted] = process.argv.slice(2);
const bytes = await readFile(file);
const resumedAt = [];
let uploadUrl = null;
let left = Number(cuts);

const attempt = () =>
  new Promise((resolve, reject) => {
    let first = true;
    const cutBehind = Math.floor((bytes.length * (Number(cuts) - left + 1)) / (Number(cuts) + 1));
    const upload = new tus.Upload(bytes, {
      endpoint,
      uploadUrl,
      headers: { Authorization: `Bearer ${key}` },
      metadata: { filename: 'Urlaub über "alles".bin', filetype: 'video/x-test' },
      retryDelays: [0, 100, 500, 1000, 3000],
      chunkSize: wanted.includes('pieces') ? 300_000 : Infinity,
      uploadDataDuringCreation: wanted.includes('at-once'),
      overridePatchMethod: wanted.includes('post-only'),
      onUploadUrlAvailable: () => (uploadUrl = upload.url),
      onProgress: (sent) => {
        if (first && uploadUrl && left < Number(cuts)) resumedAt.push(sent);
        first = false;
        if (left > 0 && sent >= cutBehind && sent < bytes.length) {
          left--;
          upload.abort().then(() => resolve(false), reject);
        }
      },
      onError: reject,
      onSuccess: () => resolve(true),
    });
    upload.start();
  });

if (wanted.includes('give-up')) {
  left = 1;
  await attempt();
  await tus.Upload.terminate(uploadUrl, {
    headers: { Authorization: `Bearer ${key}` },
    retryDelays: [0, 100, 500, 1000, 3000],
  });
} else {
  while (!(await attempt()));
}
console.log(JSON.stringify({ url: uploadUrl, resumedAt }));
