using Slipway.Testing;

namespace Slipway.Tests.Platform.Notices;

/// <summary><c>slipway notices test</c> against a mail server that wants TLS and a login: what an operator tries on the day before.</summary>
public sealed class MailWithTlsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_mail_goes_out_over_TLS_after_a_login_though_nobody_can_ask_what_was_revoked(string security)
    {
        await using var server = new TlsMailServer(security == "tls");
        var sent = await TestAsync(server, security, TlsMailServer.Password, server.Authority);
        Assert.True(sent.ExitCode == 0, sent.Words);
        Assert.Contains("Slipway can reach you here", await server.MailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_servers_words_and_without_itself()
    {
        await using var server = new TlsMailServer(speaksTlsFirst: false);
        var refused = await TestAsync(server, "starttls", "a wrong password", server.Authority);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("535", refused.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong password", refused.Words + refused.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_logs_in_at_a_server_whose_certificate_nobody_vouches_for()
    {
        await using var server = new TlsMailServer(speaksTlsFirst: false);
        var refused = await TestAsync(server, "starttls", TlsMailServer.Password, authority: null);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("certificate", refused.Words, StringComparison.Ordinal);
        Assert.Equal(0, server.Logins);
    }

    [Fact]
    public async Task Nobody_logs_in_in_the_clear_where_TLS_was_asked_for()
    {
        await using var server = new TlsMailServer(speaksTlsFirst: false, hasCertificate: false);
        var refused = await TestAsync(server, "starttls", TlsMailServer.Password, server.Authority);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("STARTTLS", refused.Words, StringComparison.Ordinal);
        Assert.Equal(0, server.Logins);
    }

    private async Task<(int ExitCode, string Results, string Words)> TestAsync(TlsMailServer server, string security, string password, string? authority)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Whom a program trusts is told by SSL_CERT_FILE only on Linux.");
        var notices = Path.Combine(folder.Path, "notices.yaml");
        await File.WriteAllTextAsync(notices, $"""
            site: http://localhost
            email:
              server: localhost
              port: {server.Port}
              security: {security}
              user: {TlsMailServer.User}
              password: env:SMTP_PASSWORD
              from: Slipway <slipway@example.org>
            """);
        var program = SlipwayProcess.Built("notices", "test", "--notices", notices, "--to", "daher@example.org");
        program.Environment["SMTP_PASSWORD"] = password;
        if (authority is not null)
            program.Environment["SSL_CERT_FILE"] = authority;
        return await SlipwayProcess.RunAsync(program);
    }

    public void Dispose() => folder.Dispose();
}
