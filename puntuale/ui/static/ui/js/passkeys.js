/* form[data-passkey="create"|"get"] asks the browser for a passkey when it is sent, and puts what it
   says into its field credential; data-options is what to ask for, or data-options-url where that is. */
const can = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.isSecureContext;

for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = !can;
for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = can;

const asked = async (form) => {
  const { passkey, options, optionsUrl } = form.dataset;
  const wanted = options ? JSON.parse(options) : await (await fetch(optionsUrl)).json();
  return passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
};

if (can) for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const trouble = form.querySelector("[data-passkey-trouble]");
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await asked(form));
      form.submit();
    } catch {
      // Most often its person changed their mind, or the device took too long.
      trouble.hidden = false;
    }
  });
}
