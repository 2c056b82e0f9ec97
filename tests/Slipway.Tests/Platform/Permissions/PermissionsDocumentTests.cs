using System.Globalization;
using System.Text;
using Slipway.Planning.Runs;
using Slipway.Platform.Permissions;
using Slipway.Testing;
using Slipway.Tests.Hosting;

namespace Slipway.Tests.Platform.Permissions;

/// <summary>docs/permissions.md is made of the tables; <c>scripts/permissions</c> writes it anew.</summary>
public sealed class PermissionsDocumentTests
{
    private const string File = "docs/permissions.md";

    [Fact]
    public async Task The_document_says_what_the_tables_say()
    {
        await using var app = await SlipwayApp.StartAsync();
        var document = Document(MappedEndpoint.Of(app));
        if (Environment.GetEnvironmentVariable("SLIPWAY_WRITE_DOCUMENTS") == "1")
            await System.IO.File.WriteAllTextAsync(Repository.At(File), document);
        Assert.Equal(document, await System.IO.File.ReadAllTextAsync(Repository.At(File)));
    }

    private static string Document(IReadOnlyList<MappedEndpoint> endpoints)
    {
        var text = new StringBuilder();
        text.Append("""
            # Who may do what

            Made of the tables in the code ([features](../src/Slipway/Platform/Permissions/PermissionTable.cs), [acts in a run](../src/Slipway.Planning/Runs/ActPermissions.cs)) by `scripts/permissions`; a test asks every address for everybody and compares.

            Roles are those of the [plan](plan-format.md) for people, and a token's own for programs. A person or a token that is limited to a launch reaches that launch alone. An administrator has every permission within reach.

            ## Features

            | permission | what it allows | within reach of | roles |
            |---|---|---|---|

            """);
        foreach (var row in PermissionTable.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Id}` | {row.Says} | {Words(row.Reach)} | {(row.Roles is { } roles ? string.Join(", ", roles) : "all")} |\n");
        text.Append("""

            ## Acts in a run

            What somebody does in a run is theirs by their part in it. Who stands in for somebody has that person's part. The scribe on shift and administrators may act on behalf of anybody; the journal names both.

            | act | whose it is |
            |---|---|

            """);
        foreach (var row in ActPermissions.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Act}`{(row.Mode is { } mode ? $" ({(mode == RunMode.Live ? "live run" : "rehearsal")})" : "")} | {Words(row.Part)} |\n");
        text.Append("""

            ## Addresses

            | address | | permission |
            |---|---|---|

            """);
        foreach (var endpoint in endpoints)
            text.Append(CultureInfo.InvariantCulture, $"| `{endpoint.Pattern}` | {endpoint.Method} | `{endpoint.Permission.Id}` |\n");
        return text.ToString();
    }

    private static string Words(Reach reach) => reach switch
    {
        Reach.Anybody => "anybody",
        Reach.Secret => "whoever holds the secret",
        Reach.SignedIn => "whoever is signed in",
        Reach.Installation => "whoever is limited to no launch",
        Reach.Launch => "whoever may see the launch",
        Reach.Run => "whoever may see the launch of the run",
        _ => throw new ArgumentOutOfRangeException(nameof(reach)),
    };

    private static string Words(Part part) => part switch
    {
        Part.Clock => "nobody’s: the server’s clock",
        Part.Participant => "who takes part in the launch and does more than look on",
        Part.ServiceOwner => "the service owner, an administrator",
        Part.Manager => "the cutover manager on shift, an administrator",
        Part.Leader => "who leads: the cutover manager on shift, the service owner, an administrator",
        Part.Worker => "who works on the task: its owner, its deputy, those who do it together, who it was handed to; who leads; the scribe on shift",
        Part.Verifier => "who confirms the task, an administrator",
        Part.Voter => "who votes at the gate",
        Part.Confirmer => "who says whether the criterion is met, an administrator",
        Part.Decider => "who decides the gate, an administrator",
        Part.Doer => "who did what is taken back; who leads",
        Part.Oneself => "the person whom it is about, and to end it who stands in; who leads",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}
