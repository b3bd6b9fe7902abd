package io.kbsync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.FatalException;
import io.kbsync.api.RetriableException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAndTrustTest extends HttpFixture {

  @TempDir Path folder;

  private void throughServer(String login) throws Exception {
    http.close();
    connect(
        HttpSettings.builder()
            .proxy(ProxyAddress.parse("http://" + login + "127.0.0.1:" + server.getPort())));
  }

  @Test
  void a_proxy_carries_the_requests_with_its_login() throws Exception {
    throughServer("me:s3cret@");
    answer(200, "{}");
    http.execute(new Request.Builder().url("http://dingtalk.test/x").build()).close();
    RecordedRequest request = server.takeRequest();
    assertThat(request.getRequestLine()).startsWith("GET http://dingtalk.test/x");
    assertThat(request.getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me:s3cret@"})
  void a_proxy_that_wants_another_login_is_told_apart(String login) throws Exception {
    throughServer(login);
    answer(407, "", "Proxy-Authenticate", "Basic realm=x");
    Request plain = new Request.Builder().url("http://dingtalk.test/x").build();
    assertThatThrownBy(() -> http.execute(plain))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("proxy=")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me:s3cret@"})
  void a_proxy_that_refuses_a_tunnel_is_told_apart(String login) throws Exception {
    throughServer(login);
    server.enqueue(
        new mockwebserver3.MockResponse.Builder()
            .inTunnel()
            .code(407)
            .setHeader("Proxy-Authenticate", "Basic realm=x")
            .build());
    Request secure = new Request.Builder().url("https://dingtalk.test/x").build();
    assertThatThrownBy(() -> http.execute(secure))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("proxy=");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.dingtalk.com/, secure:3128",
    "http://ragflow.example/, plain:80",
    "http://localhost:9380/, none",
    "http://127.0.0.1/, none",
    "https://files.corp.example/, none",
    "https://corp.example/, none",
    "https://notcorp.example/, secure:3128",
    "https://10.1.2.3/, none",
    "https://port.example:8443/, none",
    "https://port.example/, secure:3128",
  })
  void the_environment_decides_which_way_a_host_is_reached(String url, String expected) {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://secure:3128",
            "HTTP_PROXY", "plain",
            "NO_PROXY", ".corp.example, 10.1.2.3 port.example:8443");
    URI uri = URI.create(url);
    assertThat(select(null, environment, uri)).isEqualTo(expected);
  }

  @Test
  void the_key_wins_over_the_environment_and_none_switches_it_off() {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://env:1", "NO_PROXY", "x.test");
    URI uri = URI.create("https://a.test/");
    assertThat(select(ProxyAddress.parse("mine:2"), environment, uri)).isEqualTo("mine:2");
    assertThat(select(ProxyAddress.parse("none"), environment, uri)).isEqualTo("none");
    assertThat(select(ProxyAddress.parse("mine:2"), environment, URI.create("https://x.test/")))
        .isEqualTo("none");
  }

  /** What the client uses, and what messages name. */
  private static String select(
      @Nullable ProxyAddress key, Map<String, String> environment, URI uri) {
    ProxyRoutes routes = ProxyRoutes.of(key, environment);
    String named = routes.proxyTo(HttpUrl.get(uri)).map(ProxyAddress::toString).orElse("none");
    assertThat(routes.select(uri).get(0).address())
        .isEqualTo(named.equals("none") ? null : ProxyAddress.parse(named).toProxy().address());
    return named;
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://dingtalk.test/x", "https://dingtalk.test/x"})
  void a_proxy_that_is_down_is_blamed_itself(String url) throws Exception {
    throughServer("me:s3cret@");
    server.close();
    assertThatThrownBy(() -> http.execute(new Request.Builder().url(url).build()))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("the proxy 127.0.0.1:" + server.getPort() + " accepts no connections")
        .hasMessageNotContaining("port 443")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_proxy_whose_name_is_unknown_is_named() throws Exception {
    http.close();
    connect(HttpSettings.builder().proxy(ProxyAddress.parse("http://proxy.invalid:3128")));
    assertThatThrownBy(
            () -> http.execute(new Request.Builder().url("https://dingtalk.test/x").build()))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("the host name of the proxy proxy.invalid:3128 is not known");
  }

  @Test
  void a_proxy_that_refuses_a_server_is_named() throws Exception {
    throughServer("");
    server.enqueue(new MockResponse.Builder().inTunnel().code(403).build());
    assertThatThrownBy(
            () -> http.execute(new Request.Builder().url("https://dingtalk.test/x").build()))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("403")
        .hasMessageContaining("(through the proxy 127.0.0.1:" + server.getPort() + ")");
  }

  @Test
  void a_useless_variable_is_named() {
    HttpSettings settings =
        HttpSettings.builder().environment(Map.of("HTTPS_PROXY", "socks5://x:1")).build();
    assertThatThrownBy(() -> HttpConnector.open(settings, calls, NOON))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageContaining("http://host:port");
  }

  @Test
  void the_login_of_a_proxy_is_never_shown() {
    String value = "http://me:s3cret@proxy.test:8080";
    assertThat(ProxyAddress.parse(value)).hasToString("proxy.test:8080");
    assertThat(HttpKeys.PROXY.shown(value)).doesNotContain("s3cret");
    assertThatThrownBy(() -> ProxyAddress.parse("ftp://me:s3cret@x"))
        .hasMessageNotContaining("s3cret");
  }

  private HeldCertificate serveHttps() throws Exception {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate certificate =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName(InetAddress.getByName("localhost").getCanonicalHostName())
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("dingtalk.test")
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    return authority;
  }

  @Test
  void an_unknown_authority_is_explained_with_the_key_to_mend() throws Exception {
    serveHttps();
    Request request = new Request.Builder().url("https://localhost:" + server.getPort()).build();
    assertThatThrownBy(() -> http.execute(request))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.kind()).isEqualTo(FatalException.Kind.UNREACHABLE))
        .hasMessageContaining("caFile");
  }

  @Test
  void a_server_without_https_is_explained() {
    answer(200, "x");
    Request request = new Request.Builder().url("https://localhost:" + server.getPort()).build();
    assertThatThrownBy(() -> http.execute(request))
        .isInstanceOf(io.kbsync.api.ConnectorException.class);
  }

  @Test
  void an_authority_of_caFile_is_trusted() throws Exception {
    HeldCertificate authority = serveHttps();
    Path pem = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    http.close();
    connect(HttpSettings.builder().caFile(pem));
    answer(200, "{}");
    Request request = new Request.Builder().url("https://localhost:" + server.getPort()).build();
    http.execute(request).close();
    assertThat(server.takeRequest(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void a_websocket_goes_through_the_proxy_and_trusts_caFile_too() throws Exception {
    HeldCertificate authority = serveHttps();
    Path pem = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    http.close();
    connect(
        HttpSettings.builder()
            .caFile(pem)
            .proxy(ProxyAddress.parse("http://me:s3cret@127.0.0.1:" + server.getPort())));
    HeardFrames atServer = new HeardFrames();
    server.enqueue(new MockResponse.Builder().inTunnel().build());
    server.enqueue(new MockResponse.Builder().webSocketUpgrade(atServer).build());
    HeardFrames heard = new HeardFrames();
    Request request = new Request.Builder().url("https://dingtalk.test/connect").build();

    WebSocket socket = http.webSocket(request, Duration.ofSeconds(30), heard);

    assertThat(heard.next()).isEqualTo("open");
    socket.send("through");
    assertThat(atServer.next()).isEqualTo("open");
    assertThat(atServer.next()).isEqualTo("through");
    RecordedRequest tunnel = server.takeRequest();
    assertThat(tunnel.getRequestLine()).startsWith("CONNECT dingtalk.test:443");
    assertThat(tunnel.getHeaders().get("Proxy-Authorization")).startsWith("Basic ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a certificate"})
  void a_useless_caFile_is_named(String content) throws Exception {
    Path pem = Files.writeString(folder.resolve("ca.pem"), content);
    HttpSettings settings = HttpSettings.builder().caFile(pem).build();
    assertThatThrownBy(() -> HttpConnector.open(settings, calls, NOON))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("caFile " + pem);
  }

  @Test
  void a_missing_caFile_is_named() {
    HttpSettings settings = HttpSettings.builder().caFile(folder.resolve("no.pem")).build();
    assertThatThrownBy(() -> HttpConnector.open(settings, calls, NOON))
        .hasMessageContaining("cannot be read");
  }
}
