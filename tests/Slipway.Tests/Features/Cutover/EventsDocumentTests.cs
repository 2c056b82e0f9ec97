using Slipway.Features.Cutover;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover;

public sealed class EventsDocumentTests
{
    [Fact]
    public void Every_event_of_a_run_stands_in_the_document()
    {
        var document = File.ReadAllText(Repository.At("docs/events.md"));
        Assert.All(RunEventJson.Names, name => Assert.Contains($"| `{name}` |", document, StringComparison.Ordinal));
    }
}
