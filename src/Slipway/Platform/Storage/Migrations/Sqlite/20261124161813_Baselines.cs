using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Platform.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "baseline_at",
                table: "launches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "baseline_by",
                table: "launches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sheet_uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false)
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
