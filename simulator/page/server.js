// The simulator's own addresses: asking, telling, and hearing news.

export async function get(path) {
  return read(await fetch(path));
}

export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

export function listen({ hears, opens, breaks }) {
  const source = new EventSource("/sim/events");
  source.onmessage = (event) => hears(JSON.parse(event.data));
  source.onopen = opens;
  source.onerror = () => {
    breaks();
    // A browser gives up when the server was away for a moment; we don't.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen({ hears, opens, breaks }), 1000);
  };
}

export const fileAddress = (id) => `/sim/files/${encodeURIComponent(id)}`;

async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.description ?? response.statusText);
  return answer;
}
