using Slipway.Planning.Plans;

namespace Slipway.Formats.Zips;

/// <summary>Why a launch's zip, or what was sent instead of it, can be refused.</summary>
public static class ZipRules
{
    public static readonly InputRule TooLarge = Rule("zip-too-large", "The zip has {0} bytes; {1} are the limit.", "Send the two files alone.");
    public static readonly InputRule NotAZip = Rule("zip-not-a-zip", "This is not a zip.", "Send a zip with launch.yaml and cutover.yaml in it.");
    public static readonly InputRule Locked = Rule("zip-locked", "“{0}” is protected by a password.", "Send it without a password.");
    public static readonly InputRule TooManyEntries = Rule("zip-too-many-entries", "The zip has more than {0} entries.", "Send the two files alone.");
    public static readonly InputRule UnpacksTooLarge = Rule("zip-unpacks-too-large", "The zip unpacks to more than a plan can need.", "Send the two files alone.");
    public static readonly InputRule Damaged = Rule("zip-damaged", "The zip is damaged or incomplete.", "Make it again and send that.");
    public static readonly InputRule PathOutside = Rule("zip-path-outside", "“{0}” points outside of the zip.", "Make the zip of the launch’s folder, without .. and absolute paths.");
    public static readonly InputRule Link = Rule("zip-link", "“{0}” is a link.", "Put the file itself into the zip.");
    public static readonly InputRule DoubledEntry = Rule("zip-doubled-entry", "The zip holds “{0}” twice.", "Make it again with each file once.");
    public static readonly InputRule SeveralLaunches = Rule("zip-several-launches", "The zip holds launches in several folders ({0}).", "Send a zip for each launch.");
    public static readonly InputRule WithoutFile = Rule("zip-without-file", "The zip holds no {0}.", "Put launch.yaml and cutover.yaml at its root, or both into one folder.");
    public static readonly InputRule FileMissing = Rule("launch-file-missing", "{0} is missing.", "Choose launch.yaml and cutover.yaml, or one zip with both.");
    public static readonly InputRule TooDeep = Rule("zip-too-deep", "The launch lies in “{0}”.", "Put both files at the zip’s root, or into one folder.");

    public static IReadOnlyList<InputRule> All { get; } = InputRule.Of(typeof(ZipRules));

    private static InputRule Rule(string name, string message, string remedy) => new(name, Severity.Error, message, remedy);
}
