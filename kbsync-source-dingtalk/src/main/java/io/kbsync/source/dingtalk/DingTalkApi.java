package io.kbsync.source.dingtalk;

import io.kbsync.http.CallGroup;
import io.kbsync.source.dingtalk.DingTalkWire.Blocks;
import io.kbsync.source.dingtalk.DingTalkWire.Dentries;
import io.kbsync.source.dingtalk.DingTalkWire.DentryAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.DentryId;
import io.kbsync.source.dingtalk.DingTalkWire.DentryIdsRequest;
import io.kbsync.source.dingtalk.DingTalkWire.DentryResults;
import io.kbsync.source.dingtalk.DingTalkWire.DownloadInfo;
import io.kbsync.source.dingtalk.DingTalkWire.ExportRequest;
import io.kbsync.source.dingtalk.DingTalkWire.ExportTask;
import io.kbsync.source.dingtalk.DingTalkWire.ListAllRequest;
import io.kbsync.source.dingtalk.DingTalkWire.NodeAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.NodeIdsRequest;
import io.kbsync.source.dingtalk.DingTalkWire.Nodes;
import io.kbsync.source.dingtalk.DingTalkWire.Space;
import io.kbsync.source.dingtalk.DingTalkWire.Spaces;
import io.kbsync.source.dingtalk.DingTalkWire.StreamEndpoint;
import io.kbsync.source.dingtalk.DingTalkWire.StreamRequest;
import io.kbsync.source.dingtalk.DingTalkWire.SubscribeRequest;
import io.kbsync.source.dingtalk.DingTalkWire.Subscribed;
import io.kbsync.source.dingtalk.DingTalkWire.Token;
import io.kbsync.source.dingtalk.DingTalkWire.TokenRequest;
import io.kbsync.source.dingtalk.DingTalkWire.WorkspaceAnswer;
import io.kbsync.source.dingtalk.DingTalkWire.Workspaces;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** The calls of api.dingtalk.com. A page token is left out when null, and never sent empty. */
interface DingTalkApi {

  /** The body of requests that want nothing in particular. */
  Map<String, String> NOTHING = Map.of();

  /** The header that carries the application's token. */
  String TOKEN = "x-acs-dingtalk-access-token";

  @CallGroup(value = Groups.TOKEN, counted = false)
  @POST("v1.0/oauth2/accessToken")
  Call<Token> token(@Body TokenRequest request);

  @CallGroup(Groups.DRIVE_SPACES)
  @GET("v1.0/drive/spaces")
  Call<Spaces> spaces(
      @Header(TOKEN) String token,
      @Query("unionId") String unionId,
      @Query("spaceType") String type,
      @Query("maxResults") int maxResults,
      @Query("nextToken") @Nullable String pageToken);

  @CallGroup(Groups.DRIVE_SPACES)
  @GET("v1.0/drive/mySpaces")
  Call<Space> mySpace(@Header(TOKEN) String token, @Query("unionId") String unionId);

  @CallGroup(value = Groups.DENTRIES, listing = true)
  @GET("v1.0/storage/spaces/{spaceId}/dentries")
  Call<Dentries> dentries(
      @Header(TOKEN) String token,
      @Path("spaceId") String spaceId,
      @Query("parentId") String parentId,
      @Query("unionId") String unionId,
      @Query("maxResults") int maxResults,
      @Query("orderBy") String orderBy,
      @Query("order") String order,
      @Query("nextToken") @Nullable String pageToken);

  @CallGroup(value = Groups.LIST_ALL, listing = true)
  @POST("v1.0/storage/spaces/{spaceId}/dentries/listAll")
  Call<Dentries> allDentries(
      @Header(TOKEN) String token,
      @Path("spaceId") String spaceId,
      @Query("unionId") String unionId,
      @Body ListAllRequest request);

  @CallGroup(Groups.DENTRIES)
  @POST("v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query")
  Call<DentryAnswer> dentry(
      @Header(TOKEN) String token,
      @Path("spaceId") String spaceId,
      @Path("dentryId") String dentryId,
      @Query("unionId") String unionId,
      @Body Map<String, String> nothing);

  @CallGroup(Groups.DENTRIES)
  @POST("v1.0/storage/spaces/{spaceId}/dentries/query")
  Call<DentryResults> dentriesOf(
      @Header(TOKEN) String token,
      @Path("spaceId") String spaceId,
      @Query("unionId") String unionId,
      @Body DentryIdsRequest ids);

  @CallGroup(Groups.DOWNLOAD_INFOS)
  @POST("v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query")
  Call<DownloadInfo> downloadInfo(
      @Header(TOKEN) String token,
      @Path("spaceId") String spaceId,
      @Path("dentryId") String dentryId,
      @Query("unionId") String unionId,
      @Body Map<String, String> nothing);

  @CallGroup(Groups.EVENTS)
  @POST("v1.0/storage/events/subscribe")
  Call<Subscribed> subscribe(
      @Header(TOKEN) String token,
      @Query("unionId") String unionId,
      @Body SubscribeRequest request);

  @CallGroup(value = Groups.STREAM, counted = false)
  @POST("v1.0/gateway/connections/open")
  Call<StreamEndpoint> stream(@Body StreamRequest request);

  @CallGroup(Groups.WORKSPACES)
  @GET("v2.0/wiki/workspaces")
  Call<Workspaces> workspaces(
      @Header(TOKEN) String token,
      @Query("operatorId") String unionId,
      @Query("maxResults") int maxResults,
      @Query("withPermissionRole") boolean withPermissionRole,
      @Query("nextToken") @Nullable String pageToken);

  @CallGroup(Groups.WORKSPACES)
  @GET("v2.0/wiki/mineWorkspaces")
  Call<WorkspaceAnswer> myWorkspace(
      @Header(TOKEN) String token, @Query("operatorId") String unionId);

  @CallGroup(value = Groups.NODES, listing = true)
  @GET("v2.0/wiki/nodes")
  Call<Nodes> nodes(
      @Header(TOKEN) String token,
      @Query("parentNodeId") String parentNodeId,
      @Query("operatorId") String unionId,
      @Query("maxResults") int maxResults,
      @Query("nextToken") @Nullable String pageToken);

  @CallGroup(Groups.NODES)
  @GET("v2.0/wiki/nodes/{nodeId}")
  Call<NodeAnswer> node(
      @Header(TOKEN) String token,
      @Path("nodeId") String nodeId,
      @Query("operatorId") String unionId);

  @CallGroup(Groups.NODES)
  @POST("v2.0/wiki/nodes/batchQuery")
  Call<Nodes> nodesOf(
      @Header(TOKEN) String token, @Query("operatorId") String unionId, @Body NodeIdsRequest ids);

  @CallGroup(Groups.DENTRY_IDS)
  @GET("v2.0/doc/dentries/{nodeId}/queryDentryId")
  Call<DentryId> dentryId(
      @Header(TOKEN) String token,
      @Path("nodeId") String nodeId,
      @Query("operatorId") String unionId);

  @CallGroup(Groups.EXPORT)
  @POST("v2.0/doc/me/export/submit")
  Call<ExportTask> export(@Header(TOKEN) String token, @Body ExportRequest request);

  @CallGroup(Groups.EXPORT)
  @GET("v2.0/doc/me/export/task/query")
  Call<ExportTask> exportTask(
      @Header(TOKEN) String token,
      @Query("operatorId") String unionId,
      @Query("taskId") String taskId);

  @CallGroup(Groups.BLOCKS)
  @GET("v1.0/doc/suites/documents/{uuid}/blocks")
  Call<Blocks> blocks(
      @Header(TOKEN) String token, @Path("uuid") String uuid, @Query("operatorId") String unionId);
}
