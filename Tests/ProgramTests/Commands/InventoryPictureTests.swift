import Testing

/// What `draw` makes of whole inventories, as somebody last looked at it.
///
/// `SGSCOPE_RECORD=1` stores the pictures anew; look at each that has changed.
@Suite("Pictures of inventories")
struct InventoryPictureTests {
    @Test(
        "are as they were when somebody last looked, and keep to the width",
        arguments: ["terraform-inline", "terraform-rules", "cloudformation"])
    func stored(name: String) throws {
        let folder = name == "cloudformation" ? "cloudformation/aws-yaml" : "\(name)/aws"
        for (columns, options) in [(120, []), (80, ["--detail", "names"])] as [(Int, [String])] {
            let run = try ProgramRun(
                ["draw", "-i", Places.inputs.appending(path: folder).path, "--width", "\(columns)"] + options)
            #expect(run.status == 0)
            try Places.expect(run.output, as: "draw-\(name)-\(columns).txt")
            for line in run.output.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
        }
    }
}
