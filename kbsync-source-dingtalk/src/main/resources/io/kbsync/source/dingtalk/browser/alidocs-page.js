// Runs inside a page of DingTalk's documents, where the session is. The access token stays here.
(r) => {
  const work = window.__kbsync || (window.__kbsync = { jobs: {}, count: 0, token: null, until: 0 });

  const cookie = (name) => {
    const found = document.cookie.split('; ').find((pair) => pair.startsWith(name + '='));
    return found ? decodeURIComponent(found.substring(name.length + 1)) : null;
  };

  const send = async (method, path, body, headers) => {
    const all = Object.assign({}, headers);
    if (body !== null) all['content-type'] = 'application/json';
    const xsrf = cookie('XSRF-TOKEN');
    if (xsrf) all['x-xsrf-token'] = xsrf;
    const corp = cookie('portal_corp_id');
    if (corp) all['corp-id'] = corp;
    const answer = await fetch(path, {
      method, body, headers: all, credentials: 'include', redirect: 'manual', cache: 'no-store',
    });
    if (answer.type === 'opaqueredirect') return { status: 302, text: '' };
    return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') };
  };

  const token = async () => {
    if (!work.token || Date.now() > work.until) {
      const answer = await send('POST', r.tokenPath, '{}', {});
      if (answer.status !== 200) return answer;
      const json = JSON.parse(answer.text);
      if (!json.isSuccess || !json.data || !json.data.accessToken) return { status: 302, text: '' };
      work.token = json.data.accessToken;
      work.until = Date.now() + 300000;
    }
    return null;
  };

  const part = (data, type) => {
    const content = JSON.parse(data.documentContent.checkpoint.content);
    const parts = Object.values(content.parts || {});
    return parts.find((p) => p.type === 'application/x-alidocs-' + type);
  };

  const asl = (data, type) => {
    const found = part(data, type);
    return found ? JSON.stringify(found.data) : data.documentContent.checkpoint.content;
  };

  const pdf = (data) => {
    const meta = data.fileMetaInfo || {};
    const user = data.userInfo || {};
    const security = meta.securityPolicyControl || {};
    const org = (user.orgs || []).find((o) => o.corpId === meta.corpId) || {};
    return {
      openToken: { docOpenToken: data.accessToken, corpId: meta.corpId, docKey: r.options.docKey },
      isNew: true,
      customConfig: {
        content: 'ONLYCONTENT', mode: 'PORTRAIT', watermark: security.watermarkEnable ? 'OPEN' : 'CLOSE',
        nick: (user.user || {}).nick, corpName: org.name, link: r.options.link, enableTableAutofitWidth: true,
      },
      fileName: r.options.name, showDocTitle: true,
      ctxVersion: data.documentContent.checkpoint.baseVersion,
      printStyle: { backgroundColor: '#ffffff' }, version: 1, appVersion: r.options.appVersion,
      exportType: 'pdf', corpId: meta.corpId, lang: 'zh-CN',
    };
  };

  const extent = (node, size) => {
    if (Array.isArray(node)) {
      node.forEach((child) => extent(child, size));
    } else if (node && typeof node === 'object') {
      const n = (v) => (typeof v === 'number' ? v : 0);
      size.width = Math.max(size.width, n(node.x) + n(node.width));
      size.height = Math.max(size.height, n(node.y) + n(node.height));
      Object.values(node).forEach((child) => extent(child, size));
    }
    return size;
  };

  const bodies = {
    word: (data) => JSON.stringify(part(data, 'word').data),
    sheet: (data) => data.documentContent.checkpoint.content,
    pdf: (data) => JSON.stringify({
      asl: data.documentContent.checkpoint.content, optionsString: JSON.stringify(pdf(data)),
    }),
    mind: (data) => JSON.stringify({
      asl: asl(data, 'mind'),
      optionsString: JSON.stringify({
        exportType: 'snapshot', appVersion: r.options.appVersion, fileName: r.options.name,
        bizConfig: { mode: 2, collapseNodes: [], padding: 50, sheetId: 'sheet1', scale: 2 },
      }),
    }),
    draw: (data) => {
      const shapes = asl(data, 'draw');
      const size = extent(JSON.parse(shapes), { width: 800, height: 600 });
      return JSON.stringify({
        scene: 'userExport', asl: shapes,
        optionsString: JSON.stringify({
          exportType: 'snapshot', appVersion: r.options.appVersion, fileName: r.options.name,
          width: Math.ceil(size.width), height: Math.ceil(size.height),
        }),
      });
    },
  };

  const run = async () => {
    const headers = Object.assign({}, r.headers);
    if (r.token) {
      const refused = await token();
      if (refused) return refused;
      headers['a-token'] = work.token;
    }
    const answer = await send(r.method, r.path, r.body, headers);
    if (!r.make || answer.status !== 200) return answer;
    const json = JSON.parse(answer.text);
    if (!json.isSuccess) return answer;
    return { status: 200, text: bodies[r.make](json.data), made: true };
  };

  const id = ++work.count;
  work.jobs[id] = run().then((value) => ({ value }), (error) => ({ error: String(error) }));
  return id;
}
