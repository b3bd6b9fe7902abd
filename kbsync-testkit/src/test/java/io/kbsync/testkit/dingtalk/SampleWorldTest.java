package io.kbsync.testkit.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleWorldTest extends DingTalkTestCase {

  @Test
  void it_has_a_bit_of_everything() {
    SampleWorld sample = SampleWorld.fill(world);
    assertThat(paths(sample.handbook().root()))
        .contains(
            "/欢迎 Welcome.adoc",
            "/欢迎 Welcome.adoc/First week.adoc",
            "/欢迎 Welcome.adoc/First week.adoc/Checklist.adoc",
            "/欢迎 Welcome.adoc/Contacts.axls",
            "/制度 Rules/Travel.docx",
            "/制度 Rules/Security.pdf",
            "/图片 Pictures/Logo.png",
            "/图片 Pictures/Ideas.amind",
            "/Travel.docx");
    assertThat(paths(sample.teamFiles().root()))
        .contains("/项目/二〇二六年/计划.docx", "/项目/二〇二六年/周报.adoc", "/README.txt");
  }

  @Test
  void a_week_of_work_changes_it() throws Exception {
    SampleWorld sample = SampleWorld.fill(world);
    sample.change();
    assertThat(client.nodes(sample.handbook().root(), "").each("nodes", "name"))
        .contains("News.md");
    assertThat(client.list(sample.teamFiles().root(), "").each("dentries", "name"))
        .contains("新文件.txt");
    assertThat(paths(sample.handbook().root())).contains("/制度 Rules/Canteen.md");
  }

  private static List<String> paths(Entry root) {
    List<Entry> all = new ArrayList<>();
    root.collect(all);
    return all.stream().map(Entry::toString).toList();
  }
}
