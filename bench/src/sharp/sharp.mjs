// What SharpBenchmark (processors/image) compares with.
// node sharp.mjs thumbnails PHOTO THREADS SECONDS: one line of JSON with thumbnails per second and the peak of memory.
// node sharp.mjs renditions PICTURE…: PICTURE.sharp.png beside each, at most 200 pixels wide and high.
import { readFile } from "node:fs/promises";
import sharp from "sharp";

const [task, ...rest] = process.argv.slice(2);
sharp.concurrency(1);
sharp.cache(false);

async function thumbnails(photo, threads, seconds) {
  const file = await readFile(photo);
  const until = async (end) => {
    let made = 0;
    await Promise.all(Array.from({ length: threads }, async () => {
      while (performance.now() < end) {
        await sharp(file).autoOrient().resize(400).jpeg({ quality: 80, optimiseCoding: true }).toBuffer();
        made++;
      }
    }));
    return made;
  };
  await until(performance.now() + 3000);
  const begin = performance.now();
  const made = await until(begin + 1000 * seconds);
  const perSecond = made / ((performance.now() - begin) / 1000);
  // Not resourceUsage(): on Linux that has the peak of the process that started this one.
  const status = await readFile("/proc/self/status", "utf8");
  const peakMegabytes = Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
  console.log(JSON.stringify({ perSecond, peakMegabytes }));
}

async function renditions(pictures) {
  for (const picture of pictures) {
    await sharp(picture).autoOrient()
      .resize({ width: 200, height: 200, fit: "inside", withoutEnlargement: true })
      .png().toFile(`${picture}.sharp.png`);
  }
}

if (task === "thumbnails") {
  await thumbnails(rest[0], Number(rest[1]), Number(rest[2]));
} else {
  await renditions(rest);
}
