// A team's day, by types that openapi-typescript makes of the contract, openapi-fetch, and npm's eventsource and standardwebhooks.
// TANDEM is the gateway's address, WAY one of the same gateway on which answers get lost and connections break, CONTROL where to
// ask for that; TOKENS the users' tokens by name, as JSON.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EventSource } from "eventsource";
import createClient, { type Client } from "openapi-fetch";
import { Webhook } from "standardwebhooks";
import type { components, paths } from "./contract.js";

type Operation = components["schemas"]["Operation"];
type Notification = components["schemas"]["Notification"];

const PATIENCE_MS = 60_000;
const tokens: Record<string, string> = JSON.parse(variable("TOKENS"));
const alice = person("alice");
const bob = person("bob");
const carol = person("carol");
const aliceOnTheTrain = person("alice", variable("WAY"));

const workspace = await teamIsFounded();
const inbox = listening("bob", variable("WAY"), "/v1/stream");
await inbox.opened();
const project = await projectIsAskedForTwice();
await inbox.heard((told) => told.projectId === project);
await control("/cut");
const task = await taskIsAssigned();
await inbox.heard((told) => told.taskId === task);
inbox.close();
await workIsDone();
await refusalsSayWhy();
await streamOfAnOperationEnds();
await anotherSystemIsTold();
console.log("The day is over.");

async function teamIsFounded(): Promise<string> {
  const accepted = await alice.POST("/v1/workspaces", { ...once(), body: { name: "TypeScript" } });
  const id = await settled(alice, accepted.data);
  for (const [userId, role] of [["bob", "member"], ["carol", "viewer"]] as const) {
    const put = await alice.PUT("/v1/workspaces/{workspaceId}/members/{userId}", {
      params: { path: { workspaceId: id, userId } },
      body: { role },
    });
    assert.equal(put.data?.role, role);
  }
  return id;
}

async function projectIsAskedForTwice(): Promise<string> {
  const wanted = { ...once(), body: { workspaceId: workspace, name: "Launch" } };
  await control("/lose-next-answer");
  await assert.rejects(aliceOnTheTrain.POST("/v1/projects", wanted));
  const again = await aliceOnTheTrain.POST("/v1/projects", wanted);
  const id = await settled(alice, again.data);
  const projects = await alice.GET("/v1/projects", { params: { query: { workspaceId: workspace } } });
  assert.deepEqual(projects.data?.items.map((each) => each.id), [id]);
  return id;
}

async function taskIsAssigned(): Promise<string> {
  const accepted = await alice.POST("/v1/projects/{projectId}/tasks", {
    params: { path: { projectId: project }, header: key() },
    body: { title: "Write the announcement", description: "Two lines", assigneeId: "bob" },
  });
  return settled(alice, accepted.data);
}

async function workIsDone(): Promise<void> {
  const path = { taskId: task };
  const read = await bob.GET("/v1/tasks/{taskId}", { params: { path } });
  const etag = read.response.headers.get("ETag");
  assert.ok(etag);
  const done = { completed: true, description: null };
  const first = await bob.PATCH("/v1/tasks/{taskId}", { params: { path, header: { ...key(), "If-Match": etag } }, body: done });
  await settled(bob, first.data);
  const late = await alice.PATCH("/v1/tasks/{taskId}", { params: { path, header: { ...key(), "If-Match": etag } }, body: done });
  assert.equal(late.response.status === 202 ? await failed(alice, late.data) : late.response.status, 412);
  const text = "Thank you, @bob";
  const comment = await alice.POST("/v1/tasks/{taskId}/comments", { params: { path, header: key() }, body: { text } });
  await settled(alice, comment.data);
  const comments = await bob.GET("/v1/tasks/{taskId}/comments", { params: { path } });
  assert.deepEqual(comments.data?.items.map((each) => each.text), [text]);
  const now = await bob.GET("/v1/tasks/{taskId}", { params: { path } });
  assert.equal(now.data?.completed, true);
  assert.equal(now.data?.description, null);
  const overview = await carol.GET("/v1/projects/{projectId}/overview", { params: { path: { projectId: project } } });
  assert.equal(overview.data?.tasks?.completed, 1);
}

async function refusalsSayWhy(): Promise<void> {
  const path = { projectId: project };
  const viewer = await carol.POST("/v1/projects/{projectId}/tasks", { params: { path, header: key() }, body: { title: "Mine" } });
  assert.equal(viewer.error?.status, 403);
  const blank = await alice.POST("/v1/projects", { ...once(), body: { workspaceId: workspace, name: " " } });
  assert.equal(blank.error?.status, 422);
  assert.deepEqual(blank.error?.errors?.map((each) => each.pointer), ["/name"]);
}

/** An EventSource connects again whenever an answer ends; only 204 stops it. */
async function streamOfAnOperationEnds(): Promise<void> {
  const accepted = await alice.POST("/v1/projects/{projectId}/sections", {
    params: { path: { projectId: project }, header: key() },
    body: { name: "Doing" },
  });
  const id = accepted.data?.id;
  assert.ok(id);
  const source = eventSource("alice", variable("TANDEM"), `/v1/operations/${id}/events`);
  await inTime("the end of the stream", (over) => {
    source.onerror = () => source.readyState === source.CLOSED && over();
  });
}

/** Checks the signature of each delivery, before and after the secret was rotated. */
async function anotherSystemIsTold(): Promise<void> {
  type Posted = { body: string; headers: Record<string, string> };
  const posted: Posted[] = [];
  let look = () => {};
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      posted.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(204).end();
      look();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const delivery = (number: number) =>
    inTime("a delivery", (came) => {
      look = () => posted.length >= number && came();
      look();
    });
  const verified = (secret: string, number: number) => {
    const one = posted[number - 1];
    assert.ok(one);
    return new Webhook(secret).verify(one.body, one.headers) as { type: string };
  };

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const created = await alice.POST("/v1/webhooks", { body: { workspaceId: workspace, url, events: ["section.created"] } });
  assert.ok(created.data);
  const path = { webhookId: created.data.id };
  await alice.POST("/v1/webhooks/{webhookId}/tests", { params: { path } });
  await delivery(1);
  assert.equal(verified(created.data.secret, 1).type, "webhook.test");

  const rotated = await alice.POST("/v1/webhooks/{webhookId}/secrets", { params: { path } });
  assert.ok(rotated.data);
  const accepted = await alice.POST("/v1/projects/{projectId}/sections", {
    params: { path: { projectId: project }, header: key() },
    body: { name: "Done" },
  });
  await settled(alice, accepted.data);
  await delivery(2);
  assert.equal(verified(created.data.secret, 2).type, "section.created");
  assert.equal(verified(rotated.data.secret, 2).type, "section.created");
  const forged = { ...posted[1], body: posted[1]?.body + " " };
  assert.throws(() => new Webhook(rotated.data.secret).verify(forged.body, forged.headers ?? {}));
  server.close();
}

function variable(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}

function person(name: string, baseUrl = variable("TANDEM")): Client<paths> {
  return createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${tokens[name]}` } });
}

function key(): { "Idempotency-Key": string } {
  return { "Idempotency-Key": randomUUID() };
}

function once() {
  return { params: { header: key() } };
}

/** Waits until what was accepted has succeeded, and answers the id of what it made or changed. */
async function settled(who: Client<paths>, accepted: Operation | undefined): Promise<string> {
  const end = await ended(who, accepted);
  assert.equal(end.status, "succeeded", JSON.stringify(end));
  return end.target.id;
}

async function failed(who: Client<paths>, accepted: Operation | undefined): Promise<number | undefined> {
  const end = await ended(who, accepted);
  assert.equal(end.status, "failed", JSON.stringify(end));
  return end.error?.status;
}

async function ended(who: Client<paths>, accepted: Operation | undefined): Promise<Operation> {
  assert.ok(accepted, "it was not accepted");
  const params = { path: { operationId: accepted.id }, header: { Prefer: "wait=10" } };
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { data } = await who.GET("/v1/operations/{operationId}", { params });
    assert.ok(data?.done || Date.now() < deadline, JSON.stringify(data));
    if (data?.done) {
      return data;
    }
  }
}

async function control(what: string): Promise<void> {
  assert.ok((await fetch(variable("CONTROL") + what, { method: "POST" })).ok);
}

function eventSource(name: string, base: string, path: string): EventSource {
  const Authorization = `Bearer ${tokens[name]}`;
  return new EventSource(base + path, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, Authorization } }),
  });
}

/** The notifications that a user's stream tells of, however often its connection breaks. */
function listening(name: string, base: string, path: string) {
  const source = eventSource(name, base, path);
  const told: Notification[] = [];
  let look = () => {};
  source.addEventListener("notification", (event) => {
    told.push(JSON.parse(event.data));
    look();
  });
  return {
    opened: () => inTime("an open stream", (opened) => source.addEventListener("open", opened)),
    heard: (wanted: (told: Notification) => boolean) =>
      inTime("a notification", (heard) => {
        look = () => told.some(wanted) && heard();
        look();
      }),
    close: () => source.close(),
  };
}

function inTime(what: string, begin: (over: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
    begin(() => {
      clearTimeout(patience);
      resolve();
    });
  });
}
