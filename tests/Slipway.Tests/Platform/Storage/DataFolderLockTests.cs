using Slipway.Platform;
using Slipway.Platform.Storage;
using Slipway.Testing;

namespace Slipway.Tests.Platform.Storage;

public sealed class DataFolderLockTests
{
    [Fact]
    public void A_second_server_on_one_folder_is_refused_and_told_what_to_do()
    {
        using var folder = new TemporaryFolder();
        using var first = DataFolderLock.Take(DatabasePlace.Folder(folder.Path));
        var refused = Assert.Throws<UnusableInputException>(() => DataFolderLock.Take(DatabasePlace.Folder(folder.Path)));
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_is_free_again_after_the_server()
    {
        using var folder = new TemporaryFolder();
        DataFolderLock.Take(DatabasePlace.Folder(folder.Path)).Dispose();
        DataFolderLock.Take(DatabasePlace.Folder(folder.Path)).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var refused = Assert.Throws<UnusableInputException>(() => DataFolderLock.Take(DatabasePlace.Folder(folder.File("file/data"))));
        Assert.Contains("file/data", refused.Message, StringComparison.Ordinal);
    }
}
