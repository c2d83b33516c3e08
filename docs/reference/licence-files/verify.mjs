// A verifier of Puntuale's licence and machine files, to be copied into a program.
//
//   await check(text, { kind: "MACHINE", keys: { "0123…": bytes }, now: new Date(), fingerprint: "ab12…" })
//
// resolves to what the vendor vouches for, or rejects with a Refused whose message is one of the codes
// of README.md. Needs WebCrypto with Ed25519: Node 20, Deno, Firefox 129, Safari 17, Chromium 137.

export class Refused extends Error {}

const A_DAY = 24 * 60 * 60 * 1000

export async function check(text, { kind, keys, now, fingerprint = "" }) {
  const edge = `PUNTUALE ${kind} FILE-----`
  const found = new RegExp(`-----BEGIN ${edge}([A-Za-z0-9+/=\\s]*)-----END ${edge}`).exec(text.slice(0, 20_000))
  if (!found) throw new Refused("not_such_a_file")
  const { enc, sig, alg, kid } = object(bytes(found[1].replace(/\s/g, "")))
  if (alg !== "ed25519") throw new Refused("wrong_algorithm") // never taken from the file
  if (!Object.hasOwn(keys, kid)) throw new Refused("unknown_key")
  const signed = new TextEncoder().encode(`puntuale/${kind.toLowerCase()}/1/${enc}`)
  const key = await crypto.subtle.importKey("raw", keys[kid], "Ed25519", false, ["verify"])
  if (!(await crypto.subtle.verify("Ed25519", key, bytes(String(sig)), signed))) throw new Refused("bad_signature")
  const payload = object(bytes(enc))
  if (payload.format !== `puntuale/${kind.toLowerCase()}/1`) throw new Refused("not_such_a_file")
  if (now.getTime() < Date.parse(payload.issued) - A_DAY) throw new Refused("clock_turned_back")
  if (payload.expiry && payload.expiry < now.toISOString().slice(0, 10)) throw new Refused("expired")
  if (kind === "MACHINE" && payload.fingerprint !== fingerprint) throw new Refused("other_machine")
  return payload
}

function bytes(text) {
  let content
  try {
    content = atob(text)
  } catch {
    throw new Refused("not_such_a_file")
  }
  if (btoa(content) !== text) throw new Refused("not_such_a_file")
  return Uint8Array.from(content, (letter) => letter.charCodeAt(0))
}

function object(content) {
  let found
  try {
    found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content))
  } catch {
    throw new Refused("not_such_a_file")
  }
  if (found === null || typeof found !== "object" || Array.isArray(found)) throw new Refused("not_such_a_file")
  return found
}
