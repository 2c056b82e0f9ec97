using Microsoft.AspNetCore.Http;
using Slipway.Features.Launches.Sheets;
using Slipway.Testing;

namespace Slipway.Tests.Features.Launches.Sheets;

public sealed class AddedFilesTests
{
    [Fact]
    public async Task A_sheet_whose_first_column_is_called_PK_is_a_sheet() => Assert.True(await IsSheetAsync("tasks.csv", "PK;Title\n1;Load\n"u8.ToArray()));

    [Fact]
    public async Task A_workbook_is_a_sheet_and_a_zip_of_plan_files_is_none()
    {
        Assert.True(await IsSheetAsync("tasks", new TestWorkbook().Sheet("Plan", [["Task"], ["Load"]]).Bytes()));
        Assert.False(await IsSheetAsync("tasks", Zips.Of(("launch.yaml", "id: x"), ("cutover.yaml", "launch: x"))));
    }

    private static Task<bool> IsSheetAsync(string name, byte[] content) =>
        AddedFiles.AreSheetAsync([new FormFile(new MemoryStream(content), 0, content.Length, "files", name)], TestContext.Current.CancellationToken);
}
