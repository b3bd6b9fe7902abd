package io.kbsync.testkit.dingtalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways between the two kinds of ids, and the blocks of text documents: {@code /doc}. */
final class DocApi {

  private final DingTalkWorld world;
  private final Account account;

  DocApi(DingTalkWorld world, Account account) {
    this.world = world;
    this.account = account;
  }

  List<Route> routes() {
    Permission map = Permission.WORKSPACE_DOCUMENT;
    return List.of(
        Route.get("/v2.0/doc/dentries/*/queryDentryId", "queryDentryId", map, this::dentryId),
        Route.get("/v2.0/doc/dentries/*/queryDentryUuid", "queryDentryUuid", map, this::uuid),
        Route.get(
            "/v1.0/doc/suites/documents/*/blocks",
            "blocks",
            Permission.STORAGE_FILE,
            this::blocks));
  }

  private Map<String, Object> dentryId(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    return ids(Nodes.find(world, call.id(0), "documentNotExist"));
  }

  private Map<String, Object> uuid(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    Entry entry =
        world
            .dentry(call.required("spaceId"), call.id(0))
            .orElseThrow(() -> new ApiException(404, "documentNotExist", "No such document."));
    return ids(Nodes.find(world, entry.uuid(), "documentNotExist"));
  }

  private static Map<String, Object> ids(Entry entry) {
    return Json.object(
        "dentryUuid", entry.uuid(), "dentryId", entry.dentryId(), "spaceId", entry.spaceId());
  }

  private Map<String, Object> blocks(ApiCall call) {
    account.requireUnionId(call.required("operatorId"));
    Entry document = Nodes.find(world, call.id(0), "docNotExist");
    if (!(document.content() instanceof Content.Blocks content)) {
      throw new ApiException(400, "invalidRequest.inputArgs.invalid", "Not a text document.");
    }
    List<Block> all = content.blocks();
    int from = Math.min(call.number("startIndex").orElse(0L).intValue(), all.size());
    int last = call.number("endIndex").orElse((long) all.size()).intValue();
    List<Object> data = new ArrayList<>();
    for (int index = from; index <= last && index < all.size(); index++) {
      data.add(json(all.get(index), index, document));
    }
    return Json.object("success", true, "result", Json.object("data", data));
  }

  private static Map<String, Object> json(Block block, int index, Entry document) {
    String type = type(block);
    return Json.object(
        "blockType",
        type,
        type,
        inner(block),
        "index",
        index,
        "id",
        Ids.letters(document.uuid() + " block " + index, 18));
  }

  private static String type(Block block) {
    if (block instanceof Block.Heading) {
      return "heading";
    } else if (block instanceof Block.Paragraph) {
      return "paragraph";
    } else if (block instanceof Block.Item item) {
      return item.ordered() ? "orderedList" : "unorderedList";
    } else if (block instanceof Block.Quote) {
      return "blockquote";
    } else if (block instanceof Block.Table) {
      return "table";
    } else if (block instanceof Block.Unknown) {
      return "Undefined";
    }
    throw new AssertionError(block);
  }

  private static Map<String, Object> inner(Block block) {
    if (block instanceof Block.Heading heading) {
      return Json.object("level", "heading-" + heading.level(), "text", heading.text());
    } else if (block instanceof Block.Paragraph paragraph) {
      return Json.object("text", paragraph.text());
    } else if (block instanceof Block.Item item) {
      return Json.object("text", item.text());
    } else if (block instanceof Block.Quote quote) {
      return Json.object("text", quote.text());
    } else if (block instanceof Block.Table table) {
      return Json.object("cells", table.cells());
    }
    return Map.of();
  }
}
