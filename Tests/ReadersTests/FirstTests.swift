import Readers
import SecurityGroups
import Testing

@Test("The simplest listing is read")
func first() throws {
    let json = #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "a", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "x"}]}], "IpPermissionsEgress": []}]}"#
    let inventory = try InputReader().read(documents: [("a.json", Array(json.utf8))], label: "example")
    #expect(inventory.loadedRuleCount == 1)
    #expect(inventory.text(of: inventory.rules[0].peer) == "10.0.0.0/8")
    #expect { try InputReader().read(documents: [("a.json", Array(json.replacing("\"tcp\"", with: "6").utf8))], label: "x") } throws: { error in
        print("\(error)"); return true }
}
