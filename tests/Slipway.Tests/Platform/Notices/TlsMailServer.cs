using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Slipway.Testing;
using Slipway.Testing.Proxies;

namespace Slipway.Tests.Platform.Notices;

/// <summary>
/// A mail server as providers run them: nobody sends without TLS and a login. Its certificate is of an authority of its own,
/// whose list of revoked ones nobody can fetch.
/// </summary>
internal sealed class TlsMailServer : IAsyncDisposable
{
    public const string User = "slipway", Password = "correct horse battery staple";

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<string> mails = Channel.CreateUnbounded<string>();
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    /// <param name="speaksTlsFirst">TLS from the first byte, as on port 465; else after STARTTLS, as on port 587.</param>
    /// <param name="hasCertificate">Without one it cannot speak TLS at all.</param>
    public TlsMailServer(bool speaksTlsFirst, bool hasCertificate = true)
    {
        certificate = Certify();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(speaksTlsFirst).AuthenticationRequired().AllowUnsecureAuthentication(!hasCertificate);
            if (hasCertificate)
                endpoint.Certificate(certificate);
        }).Build();
        var services = new ServiceProvider();
        services.Add(new Store(mails.Writer));
        services.Add(new Doorkeeper(this));
        serving = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
    }

    public int Port { get; } = HaProxyProcess.FreePort();

    /// <summary>The certificate of its authority, for whoever is to trust it.</summary>
    public string Authority => Path.Combine(folder.Path, "authority.pem");

    /// <summary>How many logins were tried, right or wrong.</summary>
    public int Logins { get; private set; }

    /// <summary>The next mail, as it came.</summary>
    public async Task<string> MailAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await mails.Reader.ReadAsync(patience.Token);
    }

    private X509Certificate2 Certify()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var signer = authority.CreateSelfSigned(from, to);
        File.WriteAllText(Authority, signer.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://127.0.0.1:9/revoked.crl"]));
        using var bare = request.Create(signer, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        stopping.Dispose();
        folder.Dispose();
    }

    private sealed class Store(ChannelWriter<string> mails) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            mails.TryWrite(Encoding.UTF8.GetString(buffer));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Doorkeeper(TlsMailServer server) : IUserAuthenticator
    {
        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
        {
            server.Logins++;
            return Task.FromResult((user, password) == (User, Password));
        }
    }
}
