package io.kbsync.source.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kbsync.api.ConnectorException;
import io.kbsync.api.FatalException;
import io.kbsync.api.PermanentException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DingTalkErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "400, invalidClientIdOrSecret, BAD_CREDENTIALS",
    "400, InvalidAuthentication, BAD_TOKEN",
    "403, Forbidden.AccessDenied.QpsLimitForAppkeyAndApi, THROTTLED",
    "403, Forbidden.AccessDenied.QpmLimitForAppkeyAndApi, THROTTLED",
    "403, Forbidden.AccessDenied.QpsLimitForApi, THROTTLED",
    "400, request.overlimit, THROTTLED",
    "429, system.busy, THROTTLED",
    "500, systemBusy, THROTTLED",
    "429, anything, THROTTLED",
    "403, Forbidden.AccessDenied.ApiCountLimitForOrg, QUOTA",
    "403, Forbidden.AccessDenied.IpNotInWhiteList, FOREIGN_ADDRESS",
    "403, Forbidden.AccessDenied.AccessTokenPermissionDenied, NO_SCOPE",
    "403, orgAuthLevelNotEnough, UNCERTIFIED",
    "403, permissionDenied, DENIED",
    "400, permissionDenied, DENIED",
    "403, forbidden.accessDenied, DENIED",
    "500, forbidden.operationIllegal, DENIED",
    "403, spaceNotAccessible, DENIED",
    "400, no.priviledge, DENIED",
    "404, dentryNotExist, MISSING",
    "400, nodeNotExist, MISSING",
    "404, invalidRequest.resource.notFound, MISSING",
    "404, InvalidAction.NotFound, NO_API",
    "400, operationNotSupported, UNSUPPORTED",
    "400, dentryDownloadProtocolNotSupport, UNSUPPORTED",
    "400, fileArchived, ARCHIVED",
    "500, unknownError, SERVER",
    "503, operationTimeout, SERVER",
    "503, systemError.dingSpaceError, SERVER",
    "400, paramError, INVALID",
    "400, param.error.maxresults, INVALID"
  })
  void the_code_decides_what_an_error_means(int status, String code, ApiError.Kind kind) {
    assertThat(new ApiError(status, code, "", List.of()).kind()).isEqualTo(kind);
  }

  @Test
  void the_missing_scope_is_read_from_the_detail() {
    ApiError error =
        read(
            403,
            "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\",\"requestid\":\"1\","
                + "\"message\":\"没有调用该接口的权限\","
                + "\"accessdenieddetail\":{\"requiredScopes\":[\"Wiki.Node.Read\"]}}");
    assertThat(error.scopes()).containsExactly("Wiki.Node.Read");
    assertThat(DingTalkErrors.verdict(error, "list the folder 'A'"))
        .isInstanceOfSatisfying(
            FatalException.class,
            fatal -> assertThat(fatal.kind()).isEqualTo(FatalException.Kind.PERMISSION))
        .hasMessageContaining("知识库节点读权限")
        .hasMessageContaining("read knowledge base nodes")
        .hasMessageContaining("Wiki.Node.Read");
  }

  @Test
  void the_missing_scope_is_read_from_the_newer_words() {
    ApiError error =
        read(
            403, "{\"code\":\"Forbidden\",\"message\":\"应用尚未开通所需的权限：[Storage.File.Read]，点击链接申请\"}");
    assertThat(error.kind()).isEqualTo(ApiError.Kind.NO_SCOPE);
    assertThat(error.scopes()).containsExactly("Storage.File.Read");
  }

  @Test
  void the_capitals_of_the_gateway_are_read_too() {
    ApiError error = read(404, "{\"Code\":\"InvalidAction.NotFound\",\"Message\":\"no\"}");
    assertThat(error.code()).isEqualTo("InvalidAction.NotFound");
  }

  @Test
  void what_is_no_error_of_dingtalk_is_none() {
    assertThat(DingTalkErrors.read(502, "<html>Bad gateway</html>")).isEmpty();
    assertThat(DingTalkErrors.read(502, "")).isEmpty();
    assertThat(DingTalkErrors.read(502, "[1,2]")).isEmpty();
    assertThat(DingTalkErrors.read(502, "{\"error\":\"x\"}")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ApiError.Kind.class)
  void every_kind_has_a_verdict_that_tells_what_was_wanted_or_what_to_do(ApiError.Kind kind) {
    ConnectorException verdict = DingTalkErrors.verdict(example(kind), "list the folder 'A'");
    assertThat(verdict.getMessage()).hasSizeGreaterThan(40);
  }

  @Test
  void uncertified_organisations_are_told_whom_to_ask() {
    assertThat(DingTalkErrors.verdict(example(ApiError.Kind.UNCERTIFIED), "give a link"))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("企业认证")
        .hasMessageContaining("administrator");
  }

  @Test
  void archived_files_come_with_a_later_run() {
    assertThat(DingTalkErrors.verdict(example(ApiError.Kind.ARCHIVED), "give a link to 'a'"))
        .isInstanceOfSatisfying(
            PermanentException.class,
            failed -> assertThat(failed.outcome()).isEqualTo(PermanentException.Outcome.FAILED))
        .hasMessageContaining("next run");
  }

  private static ApiError read(int status, String body) {
    Optional<ApiError> error = DingTalkErrors.read(status, body);
    assertThat(error).isPresent();
    return error.get();
  }

  private static ApiError example(ApiError.Kind kind) {
    ApiError error =
        switch (kind) {
          case BAD_TOKEN -> error(400, "InvalidAuthentication");
          case THROTTLED -> error(400, "request.overlimit");
          case QUOTA -> error(403, "Forbidden.AccessDenied.ApiCountLimitForOrg");
          case FOREIGN_ADDRESS -> error(403, "Forbidden.AccessDenied.IpNotInWhiteList");
          case BAD_CREDENTIALS -> error(400, "invalidClientIdOrSecret");
          case NO_SCOPE -> error(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied");
          case UNCERTIFIED -> error(403, "orgAuthLevelNotEnough");
          case DENIED -> error(403, "permissionDenied");
          case MISSING -> error(404, "dentryNotExist");
          case NO_API -> error(404, "InvalidAction.NotFound");
          case UNSUPPORTED -> error(400, "operationNotSupported");
          case ARCHIVED -> error(400, "fileArchived");
          case SERVER -> error(500, "systemError");
          case INVALID -> error(400, "paramError");
        };
    assertThat(error.kind()).isEqualTo(kind);
    return error;
  }

  private static ApiError error(int status, String code) {
    return new ApiError(status, code, "", List.of());
  }
}
