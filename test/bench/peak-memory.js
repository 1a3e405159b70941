/** Preloaded into every measured process: adds its peak memory, in kB, to a file as it ends. */
const fs = require('fs');

process.on('exit', () => fs.appendFileSync(process.env.BENCH_PEAKS, `${process.resourceUsage().maxRSS}\n`));
