package io.kbsync.testkit.ragflow;

import static io.kbsync.testkit.ragflow.RagflowVersion.GO;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_20;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_24;
import static io.kbsync.testkit.ragflow.RagflowVersion.V0_27;
import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.testkit.ragflow.RagflowCalls.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RagflowUploadTest {

  @ParameterizedTest
  @EnumSource(RagflowVersion.class)
  void an_upload_is_there_with_its_bytes(RagflowVersion version) throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(version)) {
      Map<?, ?> answered = ragflow.upload("报告.txt", "内容").uploaded();
      RagflowDocument document = ragflow.simulator.dataset().documents().get(0);
      assertThat(answered.get("id")).isEqualTo(document.id());
      assertThat(answered.get("run")).isEqualTo("UNSTART");
      assertThat(document.name()).isEqualTo("报告.txt");
      assertThat(document.content().map(b -> new String(b, StandardCharsets.UTF_8))).contains("内容");
      assertThat(document.id()).matches("[0-9a-f]{12}1[0-9a-f]{19}");
    }
  }

  @Test
  void a_large_content_is_kept_as_its_digest() {
    try (RagflowSimulator ragflow = RagflowSimulator.start(V0_27)) {
      RagflowDocument document = ragflow.dataset().upload("a.txt", new byte[(1 << 20) + 1]);
      assertThat(document.content()).isEmpty();
      assertThat(document.size()).isEqualTo((1 << 20) + 1);
      assertThat(document.sha256()).hasSize(64);
    }
  }

  @Test
  void a_name_that_counts_as_taken_gets_a_number() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      assertThat(names(ragflow, "a.txt", "a.txt", "A.txt", "é.txt", "e\u0301.txt"))
          .containsExactly("a.txt", "a(1).txt", "A(2).txt", "é.txt", "e\u0301(1).txt");
      assertThat(names(ragflow, "报告１.docx", "报告1.docx", "x (3).txt", "x (3).txt"))
          .containsExactly("报告１.docx", "报告1(1).docx", "x (3).txt", "x(4).txt");
      assertThat(names(ragflow, "dir/b.txt", "dir/b.txt")).containsExactly("dir/b.txt", "b(1).txt");
    }
  }

  @Test
  void the_go_server_compares_exactly_and_drops_folders() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(GO)) {
      assertThat(names(ragflow, "a.txt", "A.txt", "a.txt", "dir/b.txt", "😀.txt"))
          .containsExactly("a.txt", "A.txt", "a(1).txt", "b.txt", "😀.txt");
    }
  }

  @Test
  void characters_outside_the_bmp_are_refused() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_20)) {
      Answer answer = ragflow.upload("😀.txt", "x");
      assertThat(answer.code()).isEqualTo(500);
      assertThat(answer.message()).contains("1267", "Illegal mix of collations");
    }
  }

  @Test
  void names_and_types_have_rules() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      assertThat(ragflow.upload("世".repeat(84) + ".txt", "x").message())
          .isEqualTo("File name must be 255 bytes or less.");
      assertThat(ragflow.upload("世".repeat(83) + "a.txt", "x").code()).isZero();
      assertThat(ragflow.upload("x.exe", "x").message())
          .isEqualTo("x.exe: This type of file has not been supported yet!");
      assertThat(ragflow.upload("x", "x").code()).isEqualTo(500);
      assertThat(ragflow.upload("", "x").message()).isEqualTo("No file selected!");
      assertThat(ragflow.sendText("POST", ragflow.documents(), "{}").message())
          .isEqualTo("No file part!");
      assertThat(ragflow.upload("B.PNG", "x").uploaded().get("chunk_method")).isEqualTo("picture");
      assertThat(ragflow.upload("p.pptx", "x").uploaded().get("chunk_method"))
          .isEqualTo("presentation");
      assertThat(names(ragflow, "he said \"no\" <&>?.txt"))
          .containsExactly("he said \"no\" <&>?.txt");
    }
  }

  @Test
  void an_extended_file_name_is_understood() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      String body =
          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''%E6%8A%A5+1.txt"
              + "\r\n\r\nabc\r\n--x--\r\n";
      Answer answer =
          ragflow.send(
              new Request.Builder()
                  .url(ragflow.simulator.url() + ragflow.documents())
                  .post(
                      RequestBody.create(body, MediaType.get("multipart/form-data; boundary=x"))));
      assertThat(answer.uploaded().get("name")).isEqualTo("报+1.txt");
    }
  }

  @Test
  void several_files_are_not_all_or_nothing() throws Exception {
    List<String> names = List.of("m1.txt", "m2.exe", "m3.txt");
    try (RagflowCalls ragflow = RagflowCalls.to(V0_24)) {
      Answer answer = ragflow.upload(ragflow.documents(), names, "x");
      assertThat(answer.code()).isEqualTo(500);
      assertThat(answer.data()).isNull();
      assertThat(ragflow.simulator.dataset().size()).isEqualTo(2);
    }
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      Answer answer = ragflow.upload(ragflow.documents(), names, "x");
      assertThat(answer.code()).isEqualTo(500);
      assertThat((List<?>) answer.data()).hasSize(2);
    }
  }

  @Test
  void the_location_keeps_the_name_of_the_upload() throws Exception {
    try (RagflowCalls ragflow = RagflowCalls.to(V0_27)) {
      RagflowDataset dataset = ragflow.simulator.dataset();
      String id = ragflow.upload("kbsync-1.txt", "x").uploaded().get("id").toString();
      dataset.rename(id, "plan.txt");
      assertThat(ragflow.list().get(0).get("location")).isEqualTo("kbsync-1.txt");
      assertThat(ragflow.upload("kbsync-1.txt", "x").uploaded().get("location"))
          .isEqualTo("kbsync-1.txt_");
    }
  }

  @Test
  void sizes_and_numbers_have_limits() throws Exception {
    RagflowSimulator.Builder small = RagflowSimulator.builder().maxBody(2_000).maxFiles(1);
    try (RagflowCalls ragflow = new RagflowCalls(small.start())) {
      Answer tooLarge = ragflow.upload("a.txt", "x".repeat(2_001));
      assertThat(tooLarge.status()).isEqualTo(200);
      assertThat(tooLarge.code()).isEqualTo(100);
      assertThat(tooLarge.message()).contains("RequestEntityTooLarge '413");
      assertThat(ragflow.upload("a.txt", "x").code()).isZero();
      assertThat(ragflow.upload("b.txt", "x").message()).contains("Exceed the maximum file number");
    }
  }

  private static List<String> names(RagflowCalls ragflow, String... uploads) throws Exception {
    List<String> names = new ArrayList<>();
    for (String name : uploads) {
      names.add(String.valueOf(ragflow.upload(name, "x").uploaded().get("name")));
    }
    return names;
  }
}
