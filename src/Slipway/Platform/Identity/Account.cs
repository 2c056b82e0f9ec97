using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.Platform.Identity;

/// <summary>Somebody who can sign in. What they may do in a launch is said by the launch's people, not here.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>What pages call them.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Runs the installation: makes links and tokens, may act for anybody and is journalled as doing so.</summary>
    public bool Administrator { get; set; }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder) => builder.ToTable("accounts");
}
