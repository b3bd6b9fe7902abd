package io.kbsync.source.dingtalk;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire, in DingTalk's own names. Any component may be absent; nothing of this
 * leaves the mappers. The records are public only because Moshi asks for it.
 */
final class DingTalkWire {

  private DingTalkWire() {}

  /** Prints nothing of its secret. */
  public record TokenRequest(String appKey, String appSecret) {
    @Override
    public String toString() {
      return "TokenRequest[appKey=" + appKey + "]";
    }
  }

  /** Prints nothing of the token. */
  public record Token(@Nullable String accessToken, @Nullable Long expireIn) {
    @Override
    public String toString() {
      return "Token[expireIn=" + expireIn + "]";
    }
  }

  /** An error of api.dingtalk.com; one gateway writes the names with capitals. */
  public record ErrorBody(
      @Nullable String code,
      @Nullable String message,
      @Nullable String requestid,
      @Nullable AccessDenied accessdenieddetail,
      @Json(name = "Code") @Nullable String gatewayCode,
      @Json(name = "Message") @Nullable String gatewayMessage,
      @Json(name = "AccessDeniedDetail") @Nullable AccessDenied gatewayDetail) {}

  public record AccessDenied(@Nullable List<String> requiredScopes) {}

  public record UserRequest(String userid) {}

  /** An answer of oapi.dingtalk.com, which says 200 to everything. */
  public record UserAnswer(
      @Nullable Long errcode,
      @Nullable String errmsg,
      @Json(name = "sub_code") @Nullable String subCode,
      @Json(name = "sub_msg") @Nullable String subMessage,
      @Nullable User result) {}

  public record User(@Nullable String unionid) {}

  public record Spaces(@Nullable List<Space> spaces, @Nullable String nextToken) {}

  public record Space(
      @Nullable String spaceId, @Nullable String spaceName, @Nullable String createTime) {}

  public record Dentries(@Nullable List<Dentry> dentries, @Nullable String nextToken) {}

  public record Dentry(
      @Nullable String id,
      @Nullable String spaceId,
      @Nullable String parentId,
      @Nullable String type,
      @Nullable String name,
      @Nullable Long size,
      @Nullable Long version,
      @Nullable String status,
      @Nullable String extension,
      @Nullable String modifiedTime,
      @Nullable String uuid,
      @Nullable String storageDriver,
      @Nullable String category,
      @Nullable LinkSource linkSourceInfo) {}

  /** Where a shortcut leads. */
  public record LinkSource(@Nullable String id, @Nullable String extension) {}

  public record DentryAnswer(@Nullable Dentry dentry) {}

  public record ListAllRequest(ListAllOption option) {}

  public record ListAllOption(int maxResults, String order, @Nullable String nextToken) {}

  public record DentryIdsRequest(List<String> dentryIds) {}

  public record DentryResults(@Nullable List<DentryResult> resultItems) {}

  public record DentryResult(
      @Nullable String dentryId,
      @Nullable Boolean success,
      @Nullable String errorCode,
      @Nullable Dentry dentry) {}

  public record DownloadInfo(
      @Nullable String protocol, @Nullable HeaderSignature headerSignatureInfo) {}

  /** Prints nothing of its signature. */
  public record HeaderSignature(
      @Nullable List<String> resourceUrls, @Nullable Map<String, String> headers) {
    @Override
    public String toString() {
      return "HeaderSignature";
    }
  }

  public record SubscribeRequest(String scope, String scopeId) {}

  public record Subscribed(@Nullable Boolean success) {}

  /** Prints nothing of its secret. */
  public record StreamRequest(
      String clientId, String clientSecret, List<StreamTopic> subscriptions, String ua) {
    @Override
    public String toString() {
      return "StreamRequest[clientId=" + clientId + "]";
    }
  }

  public record StreamTopic(String type, String topic) {}

  /** Prints nothing of the ticket. */
  public record StreamEndpoint(@Nullable String endpoint, @Nullable String ticket) {
    @Override
    public String toString() {
      return "StreamEndpoint[endpoint=" + endpoint + "]";
    }
  }

  /** What DingTalk says over a Stream connection; its data is a text that holds JSON. */
  public record StreamFrame(
      @Nullable String type, @Nullable Map<String, Object> headers, @Nullable Object data) {}

  public record StreamAnswer(
      int code, Map<String, String> headers, String message, @Nullable String data) {}

  public record EventStatus(String status, String message) {}

  public record Workspaces(@Nullable List<Workspace> workspaces, @Nullable String nextToken) {}

  public record WorkspaceAnswer(@Nullable Workspace workspace) {}

  public record Workspace(
      @Nullable String workspaceId,
      @Nullable String corpId,
      @Nullable String rootNodeId,
      @Nullable String name,
      @Nullable String type,
      @Nullable String createTime,
      @Nullable String permissionRole) {}

  public record Nodes(@Nullable List<Node> nodes, @Nullable String nextToken) {}

  public record NodeAnswer(@Nullable Node node) {}

  public record NodeIdsRequest(List<String> nodeIds) {}

  public record Node(
      @Nullable String nodeId,
      @Nullable String name,
      @Nullable Long size,
      @Nullable String type,
      @Nullable String category,
      @Nullable String extension,
      @Nullable String url,
      @Nullable String modifiedTime,
      @Nullable Long modifiedTimestamp,
      @Nullable Boolean hasChildren,
      @Nullable LinkSource linkSourceInfo) {}

  public record DentryId(@Nullable String dentryId, @Nullable String spaceId) {}

  public record ExportRequest(String dentryUuid, String operatorId, String targetFormat) {}

  /** Prints nothing of the signed link. */
  public record ExportTask(
      @Nullable String taskId, @Nullable String status, @Nullable String downloadUrl) {
    @Override
    public String toString() {
      return "ExportTask[taskId=" + taskId + ", status=" + status + "]";
    }
  }

  /** Blocks keep their JSON shape: the properties of a block stand under the name of its kind. */
  public record Blocks(@Nullable Boolean success, @Nullable BlockList result) {}

  public record BlockList(@Nullable List<Map<String, Object>> data) {}
}
