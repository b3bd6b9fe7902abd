package io.kbsync.testkit.dingtalk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import okio.ByteString;

/**
 * A small organisation to try things with: a knowledge base with pages inside pages, online
 * documents, uploaded files and a shortcut, and a Drive space with a tree of Chinese names. Keeps
 * hold of the entries that a demonstration changes. Thread-safe as the world is.
 */
public final class SampleWorld {

  private static final Instant MADE_AT = Instant.parse("2026-03-06T08:33:28Z");
  private static final ByteString DOT =
      ByteString.decodeHex(
          "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
              + "0000000d49444154789c63504a3bf31f000456025436993c7d0000000049454e44"
              + "ae426082");

  private final KnowledgeBase handbook;
  private final DriveSpace teamFiles;
  private final Entry welcome;
  private final Entry travelRules;
  private final Entry notes;
  private final Entry oldMinutes;

  private SampleWorld(DingTalkWorld world) {
    handbook = world.addKnowledgeBase("员工手册 Handbook");
    Entry root = handbook.root();
    welcome =
        root.addDocument(
            "欢迎 Welcome",
            Block.heading(1, "欢迎加入 Welcome"),
            Block.paragraph("Your first day starts at nine. 请先到前台领取工牌。"),
            Block.bullet("Laptop"),
            Block.bullet("Badge"),
            Block.table(List.of(List.of("Who", "Where"), List.of("IT", "Room 204"))));
    Entry firstWeek =
        welcome.addDocument("First week", Block.paragraph("Meet the team, read the handbook."));
    firstWeek.addDocument("Checklist", Block.numbered("Sign the contract"));
    welcome.addSheet("Contacts", List.of(List.of("Name", "Phone"), List.of("张三", "8001")));
    Entry rules = root.addFolder("制度 Rules");
    travelRules = rules.addFile("Travel.docx", travel("Trains before planes."));
    rules.addFile("Security.pdf", pdf("Lock your screen."));
    notes = rules.addFile("Notes.md", "# Notes\n\nThe canteen opens at noon.\n");
    rules.addFile("Holidays.txt", "1 October to 7 October\n");
    Entry pictures = root.addFolder("图片 Pictures");
    pictures.addFile("Logo.png", DOT.toByteArray());
    pictures.addOnline(OnlineKind.AMIND, "Ideas");
    root.addShortcut(travelRules);
    teamFiles = world.addSpace("团队文件 Team files");
    oldMinutes = fillDrive(teamFiles.root());
  }

  private static Entry fillDrive(Entry root) {
    Entry projects = root.addFolder("项目");
    Entry year = projects.addFolder("二〇二六年");
    year.addFile("计划.docx", travel("Launch in May."));
    year.addFile(
        "预算.xlsx",
        Exports.xlsx(List.of(List.of("Item", "Cost"), List.of("Chairs", "900")), MADE_AT));
    year.addDocument("周报", Block.heading(1, "周报"), Block.paragraph("一切顺利。"));
    root.addFile("README.txt", "Files of the whole team.\n");
    return projects.addFile("会议纪要.txt", "今天讨论了新计划。\n");
  }

  /** Fills an empty world; the account may read all of it. */
  public static SampleWorld fill(DingTalkWorld world) {
    return new SampleWorld(world);
  }

  /** Adds what no Open API gives out: a table, a drawing and slides, beside the mind map. */
  public void addDrawings() {
    Entry drawn = handbook.root().addFolder("画板 Drawn");
    drawn.addOnline(OnlineKind.ABLE, "Tasks");
    drawn.addOnline(OnlineKind.ADRAW, "Office plan");
    drawn.addOnline(OnlineKind.APPT, "Introduction");
  }

  public KnowledgeBase handbook() {
    return handbook;
  }

  public DriveSpace teamFiles() {
    return teamFiles;
  }

  /**
   * What a week of work does: one file edited, one renamed, one deleted, one added, in each place.
   */
  public void change() {
    travelRules.edit(Content.of(travel("Trains before planes. Bicycles before trains.")));
    welcome.edit(Content.of(Block.heading(1, "欢迎 Welcome"), Block.paragraph("At half past nine.")));
    notes.rename("Canteen.md");
    handbook.root().addFile("News.md", "# News\n\nThe canteen has a new cook.\n");
    oldMinutes.delete();
    teamFiles.root().addFile("新文件.txt", "A new file.\n");
  }

  private static byte[] travel(String text) {
    return Exports.docx(List.of(Block.heading(1, "Travel"), Block.paragraph(text)), MADE_AT);
  }

  /** One page with one line of ASCII text. */
  private static byte[] pdf(String line) {
    String text = "BT /F1 18 Tf 72 720 Td (" + line + ") Tj ET";
    return ("%PDF-1.4\n"
            + "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            + "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
            + ("4 0 obj<</Length " + text.length() + ">>stream\n" + text + "\nendstream endobj\n")
            + "trailer<</Root 1 0 R>>\n%%EOF\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
