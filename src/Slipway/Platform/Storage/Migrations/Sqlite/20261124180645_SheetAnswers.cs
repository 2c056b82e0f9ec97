using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SheetAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "answers",
                table: "sheet_uploads",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "answers",
                table: "sheet_uploads");
        }
    }
}
