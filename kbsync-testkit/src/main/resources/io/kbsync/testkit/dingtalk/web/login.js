'use strict';
const live = document.getElementById('live');
const picture = live.querySelector('.module-qrcode-code img');
const expired = live.querySelector('.module-qrcode-refresh');
const remember = live.querySelector('.base-comp-check-box-rememberme-box');
const go = new URLSearchParams(location.search).get('redirect_uri');
let token = null;

async function ask(path, options) {
  return (await (await fetch(path, options)).json()).data;
}

async function showCode() {
  try {
    const code = await ask('/oauth2/qrcode/new', { method: 'POST' });
    token = code.token;
    picture.src = code.picture;
    expired.hidden = true;
  } catch (failed) {
    expired.hidden = false;
  }
}

function isRemembered() {
  return remember.querySelector('i').className.endsWith('checkbox-done');
}

async function poll() {
  if (token) {
    const asked = new URLSearchParams({ token, remember: isRemembered(), go });
    const { state, back } = await ask('/oauth2/qrcode/poll?' + asked);
    if (state === 'SCANNED') {
      token = null;
      location.href = back;
    } else if (state === 'EXPIRED') {
      token = null;
      expired.hidden = false;
    }
  }
}

// A poll that fails is as good as one that says to wait.
function keepPolling() {
  poll().catch(() => {}).then(() => setTimeout(keepPolling, 200));
}

remember.addEventListener('click', () => {
  remember.querySelector('i').className =
    isRemembered() ? 'base-comp-checkbox-undone' : 'base-comp-checkbox-done';
});
expired.addEventListener('click', showCode);
for (const tab of live.querySelectorAll('.flex-box-tab-item')) {
  tab.addEventListener('click', () => {
    document.getElementById('qr').hidden = tab.dataset.tab !== 'qr';
    document.getElementById('account').hidden = tab.dataset.tab !== 'account';
  });
}
document.getElementById('account').addEventListener('submit', event => {
  event.preventDefault();
  document.querySelector('.base-comp-error').hidden = false;
});
showCode().then(keepPolling);
