using System.Reflection;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Slipway.Tests.Architecture;

public sealed class RouteTests
{
    private static readonly IReadOnlyList<(string Page, string? Route)> Pages =
    [
        .. typeof(Program).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
            .Where(item => item.Kind == "mvc.1.0.razor-page")
            .Select(item => (item.Identifier, item.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == "RouteTemplate")?.Value)),
    ];

    [Fact]
    public void Every_page_states_an_absolute_route_that_does_not_betray_a_folder()
    {
        Assert.NotEmpty(Pages);
        Assert.All(Pages, page =>
        {
            Assert.True(page.Route?.StartsWith('/') == true, $"{page.Page} states no absolute route: @page \"/…\"");
            Assert.DoesNotContain("Pages", page.Route, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void No_two_pages_have_the_same_route() =>
        Assert.Empty(Pages.GroupBy(page => page.Route, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key));
}
