using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.HttpOverrides;

namespace Slipway.Platform.Web;

/// <summary>How the server listens: addresses, certificate, sizes, and whose word about the client it takes.</summary>
internal static class Kestrel
{
    /// <summary>For every request that does not ask for more; an upload's endpoint does, with RequestSizeLimit.</summary>
    public const long LargestBody = 1024 * 1024;

    public static void Listen(this WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.WebHost.UseUrls([.. settings.Urls]);
        (X509Certificate2, X509Certificate2Collection)? certificate = settings.CertificateFile is null ? null : Certificate(settings.CertificateFile, settings.KeyFile!);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            if (certificate is { } loaded)
                kestrel.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = loaded);
        });
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => Believe(forwarded, settings.Proxies));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    private static void Believe(ForwardedHeadersOptions forwarded, IReadOnlyList<string> proxies)
    {
        // Empty lists of known proxies check nothing: everybody's word would be believed.
        if (proxies.Count == 0)
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.None;
            return;
        }
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            foreach (var address in Addresses(proxy))
            {
                forwarded.KnownProxies.Add(address);
                if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
                    forwarded.KnownProxies.Add(address.MapToIPv6());
            }
    }

    private static IPAddress[] Addresses(string proxy)
    {
        try
        {
            return IPAddress.TryParse(proxy, out var address) ? [address] : Dns.GetHostAddresses(proxy);
        }
        catch (System.Net.Sockets.SocketException unknown)
        {
            throw new UnusableInputException($"--proxy {proxy}: no such host ({unknown.Message}); give its address instead.", unknown);
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Certificate(string file, string keyFile)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(file, keyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            // Windows cannot serve with a key that is only in memory; a PKCS #12 round trip stores it.
            return (X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"cannot use --cert {file} with --key {keyFile}: {wrong.Message} Both must be PEM files that belong together.", wrong);
        }
    }
}
