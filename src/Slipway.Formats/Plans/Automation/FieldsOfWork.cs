namespace Slipway.Formats.Plans.Automation;

/// <summary>Reads what several kinds of automated work have.</summary>
internal static class FieldsOfWork
{
    /// <summary>A path that means the same wherever the server was started from: of this system or of the other one, for a plan is written elsewhere.</summary>
    public static string? FullPath(this Fields with, string key)
    {
        if (with.Scalar(key) is not { } written)
            return null;
        var path = written.Text.Trim();
        if (path.StartsWith('/') || path.StartsWith("${", StringComparison.Ordinal) || path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '\\' or '/', ..])
            return path;
        with.Problems.Error("not-a-full-path", written.Where, with.Task, key, path);
        return null;
    }
}
