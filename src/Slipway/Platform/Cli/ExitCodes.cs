namespace Slipway.Platform.Cli;

/// <summary>What a command's exit code says; documented in the help of the program.</summary>
public static class ExitCodes
{
    public const int Good = 0;

    /// <summary>The thing that was checked is not good: a plan with errors, a broken journal.</summary>
    public const int NotGood = 1;

    /// <summary>The input could not be used: an unknown option, an unreadable file, a folder in use.</summary>
    public const int UnusableInput = 2;

    /// <summary>Slipway itself failed; sysexits.h calls it EX_SOFTWARE.</summary>
    public const int OurFault = 70;
}
