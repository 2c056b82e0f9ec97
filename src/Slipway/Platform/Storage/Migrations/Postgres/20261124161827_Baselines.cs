using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;

#nullable disable

namespace Slipway.Platform.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Baselines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "baseline",
                table: "plan_versions");

            migrationBuilder.AddColumn<int>(
                name: "baseline",
                table: "launches",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Instant>(
                name: "baseline_at",
                table: "launches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "baseline_by",
                table: "launches",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sheet_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    created = table.Column<Instant>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sheet_uploads", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sheet_uploads_created",
                table: "sheet_uploads",
                column: "created");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sheet_uploads");

            migrationBuilder.DropColumn(
                name: "baseline",
                table: "launches");

            migrationBuilder.DropColumn(
                name: "baseline_at",
                table: "launches");

            migrationBuilder.DropColumn(
                name: "baseline_by",
                table: "launches");

            migrationBuilder.AddColumn<bool>(
                name: "baseline",
                table: "plan_versions",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
