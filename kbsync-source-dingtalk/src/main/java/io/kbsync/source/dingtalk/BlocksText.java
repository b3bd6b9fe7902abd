package io.kbsync.source.dingtalk;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.RetriableException;
import io.kbsync.api.source.RemoteContent;
import io.kbsync.api.source.RemoteFile;
import io.kbsync.api.source.Rendition;
import io.kbsync.source.dingtalk.DingTalkWire.BlockList;
import io.kbsync.source.dingtalk.DingTalkWire.Blocks;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The last resort for text documents: their blocks, read one by one, as Markdown. */
final class BlocksText implements ExportWay {

  private final DingTalkClient client;

  BlocksText(DingTalkClient client) {
    this.client = client;
  }

  @Override
  public Rendition rendition() {
    return OnlineDocuments.MARKDOWN;
  }

  @Override
  public Attempt export(RemoteFile file) throws ConnectorException, InterruptedException {
    String uuid = file.attributes().get(FileMapping.UUID);
    if (uuid == null) {
      return new Attempt.Closed("DingTalk names no document behind it");
    }
    String what = "show the text of '" + file.name() + "'";
    Answer<Blocks> answer =
        client.tryAsk(
            Groups.BLOCKS, what, (api, token, unionId) -> api.blocks(token, uuid, unionId));
    if (answer instanceof Answer.Refused<Blocks> refused) {
      return closed(refused.error(), what);
    }
    Blocks said = ((Answer.Good<Blocks>) answer).value();
    BlockList blocks = said.result();
    if (blocks == null && said.success() == null) {
      throw new RetriableException("DingTalk's answer to " + what + " is empty", null);
    }
    return blocks == null || blocks.data() == null
        ? new Attempt.Closed("DingTalk gives no text of it")
        : new Attempt.Arrived(content(BlocksMarkdown.render(file.title(), blocks.data())));
  }

  private static Attempt closed(ApiError error, String what) throws ConnectorException {
    return switch (error.kind()) {
      case DENIED, MISSING -> throw DingTalkErrors.verdict(error, what);
      default -> new Attempt.Closed("its text is not to be had" + DingTalkErrors.words(error));
    };
  }

  private static RemoteContent content(String markdown) {
    byte[] bytes = markdown.getBytes(StandardCharsets.UTF_8);
    return new RemoteContent(
        new ByteArrayInputStream(bytes),
        bytes.length,
        OnlineDocuments.MARKDOWN,
        RemoteContent.Comparison.BYTES);
  }
}
