using System.CommandLine;
using Slipway.Platform.Cli;
using Slipway.Platform.Notices;
using Slipway.Platform.Storage;

namespace Slipway.Platform.Web;

/// <summary>What every command takes that serves: where, with what, and how people are told.</summary>
internal sealed class ServingOptions
{
    private readonly Option<string[]> urls = new("--urls")
    {
        Description = "Where to listen. [default: http://localhost:5080, https://localhost:5443 with --cert]",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> certificate = new("--cert") { Description = "A certificate in PEM: serves HTTPS and HTTP/2.", HelpName = "FILE" };
    private readonly Option<string?> key = new("--key") { Description = "The certificate's private key in PEM.", HelpName = "FILE" };
    private readonly Option<string[]> proxy = new("--proxy") { Description = "A reverse proxy, by address or name, whose word about the client is believed.", HelpName = "HOST", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> commands = new("--commands") { Description = "A folder out of which automated tasks may run programs; without it they run none.", HelpName = "FOLDER", DefaultValueFactory = _ => [] };
    private readonly Option<string?> notices = NoticeCommands.File();

    public Option<string> Data { get; } = CommonOptions.Data();

    public Option<string?> Mirror { get; } = new("--mirror")
    {
        Description = "A folder on another disk, a stick or a share: gets a copy of a data folder every five minutes in which somebody acts, of PostgreSQL before an older database is brought to this version, and the offline packs.",
        HelpName = "DIR",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { urls, Data, certificate, key, proxy, commands, notices, Mirror })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(certificate) is null != result.GetValue(key) is null)
                result.AddError("--cert and --key go together: name both files, or neither.");
        });
    }

    public ServerSettings Settings(ParseResult parsed, DatabasePlace place) => new()
    {
        Place = place,
        Urls = parsed.GetValue(urls) is { Length: > 0 } asked
            ? [.. asked.SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries))]
            : [parsed.GetValue(certificate) is null ? "http://localhost:5080" : "https://localhost:5443"],
        CertificateFile = parsed.GetValue(certificate),
        KeyFile = parsed.GetValue(key),
        Proxies = parsed.GetValue(proxy)!,
        CommandFolders = [.. parsed.GetValue(commands)!.Select(folder => Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new UnusableInputException($"--commands: there is no folder {folder}."))],
        Notices = parsed.GetValue(notices) is { } file ? NoticeSettingsReader.Read(file) : null,
        Mirror = parsed.GetValue(Mirror),
    };
}
