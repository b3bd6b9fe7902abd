'use strict';
const facts = JSON.parse(document.body.dataset.facts);

// What an editor shows only after a while is not there at first.
for (const late of document.querySelectorAll('[data-late]')) {
  late.hidden = true;
  setTimeout(() => { late.hidden = false; }, 60);
}

async function call(path, body) {
  const options = {
    headers: {
      'a-dentry-key': facts.dentryKey,
      'a-doc-key': facts.docKey,
      'Content-Type': 'application/json',
      'A-Token': await token()
    }
  };
  if (body) {
    options.method = 'POST';
    options.body = JSON.stringify(body);
  }
  const answer = await (await fetch(path, options)).json();
  if (!answer.isSuccess) {
    throw new Error(answer.message);
  }
  return answer.data;
}

async function token() {
  const answer = await fetch('/portal/api/v1/token/getAccessToken', { method: 'POST' });
  return (await answer.json()).data.accessToken;
}

function save(url) {
  const link = document.createElement('a');
  link.href = url;
  link.click();
}

function pause() {
  return new Promise(resolve => setTimeout(resolve, 50));
}

async function upload(text) {
  const bytes = new TextEncoder().encode(text);
  const place = await call('/core/api/resources/9/upload_info',
    { size: bytes.length, resourceName: facts.docKey, contentType: '' });
  await fetch(place.uploadUrl, { method: 'PUT', body: bytes, credentials: 'omit' });
  return place.storagePath;
}

async function content() {
  const data = await call('/api/document/data',
    { dentryKey: facts.dentryKey, pageMode: 2, fetchBody: true });
  return { data, checkpoint: data.documentContent.checkpoint };
}

async function officeJob(exportType, choose) {
  const { checkpoint } = await content();
  const storagePath = await upload(choose(checkpoint.content));
  const { jobId } = await call('/core/api/document/submitExportJob', { exportType, storagePath });
  for (;;) {
    const job = await call('/core/api/document/queryExportJobInfo?jobId=' + jobId);
    if (job.status === 'success') {
      return save(job.ossUrl);
    }
    if (job.status === 'failed') {
      return tell('导出失败');
    }
    await pause();
  }
}

async function fileJob(options, choose) {
  const { data, checkpoint } = await content();
  const job = choose(checkpoint.content, JSON.stringify({
    ...options,
    openToken: { docOpenToken: data.accessToken, docKey: facts.docKey },
    fileName: facts.name
  }));
  const body = job.upload
    ? { scene: 'normal', storagePath: await upload(JSON.stringify(job.upload)) }
    : job;
  const { jobId } = await call('/api/v2/files/createExportJob', body);
  for (;;) {
    const { done, url } = await call('/api/v2/files/queryExportStatus?jobId=' + jobId);
    if (done) {
      return save(url);
    }
    await pause();
  }
}

async function pageJob(format) {
  save((await call('/nt/api/docs/export', { format })).url);
}

function wordPart(text) {
  return JSON.stringify(Object.values(JSON.parse(text).parts)[0].data);
}

const exports = {
  adoc: {
    docx: () => officeJob('dingTalkdocTodocx', wordPart),
    pdf: () => fileJob({ exportType: 'pdf' }, (asl, optionsString) => ({ upload: { asl, optionsString } })),
    md: saveMarkdown
  },
  axls: { xlsx: () => officeJob('dingTalksheetToxlsx', text => text) },
  amind: {
    pdf: () => fileJob({ exportType: 'pdf' }, (asl, optionsString) => ({ asl: wordPart(asl), optionsString })),
    png: () => pageJob('png')
  },
  adraw: {
    png: () => pageJob('png'),
    jpg: () => fileJob({ exportType: 'snapshot' }, (asl, optionsString) => ({ asl, optionsString, scene: 'userExport' }))
  }
};

// Markdown is assembled in the page and never leaves it.
async function saveMarkdown() {
  const { checkpoint } = await content();
  const text = Object.values(JSON.parse(checkpoint.content).parts)[0].data.body.slice(2)
    .map(paragraph => paragraph.slice(2).map(span => span[2][2]).join(''))
    .join('\n\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text + '\n'], { type: 'text/markdown' }));
  link.download = facts.name.replace(/\.adoc$/, '') + '.md';
  link.click();
}

function tell(text) {
  const note = document.createElement('div');
  note.className = 'wd3-modal';
  note.textContent = text;
  document.body.append(note);
}

function mount(id) {
  const part = document.getElementById(id).content.firstElementChild.cloneNode(true);
  for (const entry of part.querySelectorAll('[data-exports]')) {
    if (facts.missing.includes(entry.dataset.exports)) {
      entry.remove();
    } else if (!facts.mayDownload) {
      entry.className += ' wd3-listitem-disabled';
      entry.title = '需要“可查看/下载”权限';
    }
  }
  document.body.append(part);
  return part;
}

function dialog(id) {
  return new Promise(resolve => {
    const box = mount(id);
    const [cancel, go] = box.querySelectorAll('button');
    cancel.onclick = () => { box.remove(); resolve(false); };
    go.onclick = () => { box.remove(); resolve(true); };
  });
}

async function questionsAnswered(format) {
  if (facts.confirm && ['docx', 'xlsx', 'pptx'].includes(format) && facts.extension !== 'able'
      && !await dialog('confirm')) {
    return false;
  }
  if (facts.extension === 'able') {
    return dialog('table-options');
  }
  return !(facts.extension === 'adoc' && format === 'pdf') || dialog('pdf-options');
}

let menu = null;
let submenu = null;
let leaving = null;

function close() {
  menu?.remove();
  submenu?.remove();
  menu = submenu = null;
}

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(() => { submenu?.remove(); submenu = null; }, 150);
}

function openMenu(button) {
  if (menu) {
    return close();
  }
  menu = mount(button.dataset.opens);
  const at = button.getBoundingClientRect();
  Object.assign(menu.style, { left: at.right - 160 + 'px', top: at.bottom + 4 + 'px' });
  for (const entry of menu.querySelectorAll('[data-hovers]')) {
    entry.addEventListener('mouseenter', () => openSubmenu(entry));
    entry.addEventListener('mouseleave', leave);
  }
}

function openSubmenu(entry) {
  clearTimeout(leaving);
  if (submenu) {
    return;
  }
  submenu = mount(entry.dataset.hovers);
  const at = entry.getBoundingClientRect();
  Object.assign(submenu.style, { left: at.left - 164 + 'px', top: at.top + 'px' });
  submenu.addEventListener('mouseenter', () => clearTimeout(leaving));
  submenu.addEventListener('mouseleave', leave);
  for (const format of submenu.querySelectorAll('[data-exports]')) {
    format.addEventListener('click', () => chosen(format));
  }
}

async function chosen(entry) {
  if (entry.className.endsWith('-disabled')) {
    return;
  }
  const format = entry.dataset.exports;
  close();
  if (await questionsAnswered(format)) {
    const own = exports[facts.extension]?.[format];
    await (own ? own() : pageJob(format)).catch(error => tell(error.message));
  }
}

document.querySelector('[data-opens]')?.addEventListener('click', event => openMenu(event.currentTarget));

const guide = document.getElementById('primary-doc-upgrade-guide');
if (guide && facts.guide) {
  guide.hidden = false;
  guide.querySelector('button').onclick = () => { guide.hidden = true; };
}

const download = document.querySelector('[data-downloads]');
if (download && !facts.mayDownload) {
  download.className += ' wd3-button-disabled';
}
download?.addEventListener('click', async () => {
  if (facts.mayDownload) {
    const file = await call('/box/api/v2/file/download?dentryUuid=' + facts.uuid
      + '&supportDownloadTypes=URL_PRE_SIGNATURE,HTTP_TO_CENTER&downloadType=URL_PRE_SIGNATURE');
    save(file.ossUrlPreSignatureInfo.preSignUrls[0]);
  }
});
