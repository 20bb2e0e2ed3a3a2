// Calls the running service through types generated from openapi.yaml, and checks what it answers.
// Usage: node program.js URL TOKEN; a line "passed NAME" or "failed NAME: why" for each check.

import assert from "node:assert/strict";

import createClient from "openapi-fetch";

import type { paths } from "./schema.js";

const [url, token] = process.argv.slice(2);
assert(url && token, "usage: program.js URL TOKEN");

// Lists come as CSV and JSON-LD too; this client asks for JSON.
type Media = "application/json" | "application/problem+json";
const accept = "application/json, application/problem+json;q=0.9";

const anyone = createClient<paths, Media>({ baseUrl: url, headers: { Accept: accept } });
const editor = createClient<paths, Media>({
  baseUrl: url,
  headers: { Accept: accept, Authorization: `Bearer ${token}` },
});

function cursorOf(address: string | null): string {
  const cursor = address && new URL(address).searchParams.get("cursor");
  assert(cursor, "the page has no next one");
  return cursor;
}

const checks: Record<string, () => Promise<void>> = {
  async "a filtered list is read to its end by cursor"() {
    const query = { form: ["refrain" as const], ordering: "changed_at" as const, page_size: 2 };
    const first = await anyone.GET("/v1/commitments", {
      params: { query: { ...query, count: "true" } },
    });
    assert(first.data);
    const second = await anyone.GET("/v1/commitments", {
      params: { query: { ...query, cursor: cursorOf(first.data.next) } },
    });
    assert(second.data);
    const slugs = [...first.data.results, ...second.data.results].map((one) => one.slug);
    assert.deepEqual(slugs.sort(), [
      "ecuador-no-base-in-galapagos",
      "ecuador-no-foreign-bases",
      "us-no-permanent-presence-in-ecuador",
    ]);
    assert.equal(first.data.count, 3);
    assert.equal(first.data.previous, null);
    assert.equal(second.data.next, null);
  },

  async "a detail has its holders, its verdict and its words"() {
    const { data, response } = await anyone.GET("/v1/commitments/{slug}", {
      params: { path: { slug: "ecuador-no-foreign-bases" } },
    });
    assert(data && "holders" in data, "only part of the record came");
    assert.equal(data.short_title, "No foreign military bases in Ecuador");
    assert.equal(data.form, "refrain");
    assert.equal(data.verdict, "upheld_so_far");
    assert.deepEqual(data.holders.map((party) => party.slug), ["ecuador"]);
    assert.equal(data.due_date, null);
    assert.match(response.headers.get("ETag") ?? "", /^(W\/)?"v\d+\.1"$/);
  },

  async "the changes are numbered from one, without a gap"() {
    const { data } = await anyone.GET("/v1/changes", { params: { query: { limit: 1000 } } });
    assert(data);
    const numbers = data.results.map((change) => change.sequence);
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
    assert.equal(data.last_sequence, numbers.length);
    assert.equal(data.results[0]?.type, "record.created");
  },

  async "an error is a problem that names the parameter"() {
    const { data, error, response } = await anyone.GET("/v1/commitments", {
      params: { query: { holder: [""] } },
    });
    assert.equal(data, undefined);
    assert(error);
    assert.equal(response.status, 400);
    assert.equal(response.headers.get("Content-Type"), "application/problem+json");
    assert.equal(error.status, 400);
    assert.equal(error.code, "invalid_parameter");
    assert.deepEqual(error.errors.map((one) => one.parameter), ["holder"]);
  },

  async "what was never there is a 404"() {
    const { error } = await anyone.GET("/v1/officials/{slug}", {
      params: { path: { slug: "nobody" } },
    });
    assert(error);
    assert.equal(error.status, 404);
    assert.equal(error.code, "not_found");
  },

  async "an article is handed in with a token, and its state asked for"() {
    const { data, response } = await editor.POST("/v1/documents", {
      body: {
        text: "Ecuador will not host foreign bases, the minister said.",
        outlet: "The Sulaco Courier",
        title: "No bases",
        language: "en",
        published_at: "2026-07-01",
      },
    });
    assert(data);
    assert.equal(response.status, 202);
    assert.equal(response.headers.get("Location"), data.url);
    const state = await editor.GET("/v1/submissions/{slug}", {
      params: { path: { slug: data.slug } },
    });
    assert(state.data);
    assert.equal(state.data.slug, data.slug);
    assert.equal(state.data.state, "waiting");
  },

  async "a record is entered, changed under its version, and withdrawn"() {
    const entered = await editor.POST("/v1/topics", {
      params: { header: { "X-Change-Reason": "asked for by readers" } },
      body: { slug: "fishing-rights", name: "Fishing" },
    });
    assert(entered.data);
    assert.equal(entered.response.status, 201);
    const path = { slug: entered.data.slug };
    const version = entered.response.headers.get("ETag");
    assert(version);
    const header = { "If-Match": version };
    const changed = await editor.PATCH("/v1/topics/{slug}", {
      params: { path, header },
      body: { name: "Fishing rights" },
    });
    assert(changed.data);
    assert.deepEqual([changed.data.name, changed.data.version], ["Fishing rights", 2]);
    const late = await editor.PATCH("/v1/topics/{slug}", {
      params: { path, header },
      body: { name: "Fisheries" },
    });
    assert.equal(late.error?.status, 412);
    const withdrawn = await editor.DELETE("/v1/topics/{slug}", {
      params: { path, header: { "If-Match": "*", "X-Change-Reason": "entered twice" } },
    });
    assert.equal(withdrawn.response.status, 204);
    const gone = await anyone.GET("/v1/topics/{slug}", { params: { path } });
    assert.equal(gone.error?.status, 410);
  },

  async "a search finds the record and marks the words"() {
    const { data } = await anyone.GET("/v1/search", {
      params: { query: { q: "galapagos", type: ["commitment"] } },
    });
    assert(data);
    const [found] = data.results;
    assert.equal(found?.slug, "ecuador-no-base-in-galapagos");
    assert(found.excerpt);
    assert.match(found.excerpt, /<mark>Gal[aá]pagos<\/mark>/);
  },

  async "nobody hands in an article without a token"() {
    const { error } = await anyone.POST("/v1/documents", { body: { url: "https://a.example/" } });
    assert(error);
    assert.equal(error.status, 401);
  },
};

for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`passed ${name}`);
  } catch (error) {
    console.log(`failed ${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
