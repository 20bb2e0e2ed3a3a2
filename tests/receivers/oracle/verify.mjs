// Reads deliveries, one JSON object a line, and prints how many the package from npm accepts.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const lines = readFileSync(process.argv[2], "utf8").trim().split("\n");
let accepted = 0;
for (const line of lines) {
  const { secret, headers, body } = JSON.parse(line);
  new Webhook(secret).verify(body, headers);
  accepted += 1;
}
console.log(accepted);
