// Checks proofs with Google's verifier (Certificate Transparency, C++). Each line of the input is
//   inclusion INDEX SIZE ROOT ENTRY [HASH...]      or      consistency OLD NEW ROOT ROOT [HASH...]
// in hexadecimal ("-" for nothing); prints how many held, and exits with 1 if one did not.
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "merkletree/merkle_verifier.h"
#include "merkletree/serial_hasher.h"

static std::string bytes(const std::string& hex) {
  std::string result;
  if (hex == "-") return result;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    result.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return result;
}

int main() {
  MerkleVerifier verifier(std::unique_ptr<SerialHasher>(new Sha256Hasher));
  std::string line;
  size_t held = 0, failed = 0;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string kind, third, fourth, hash;
    size_t first = 0, second = 0;
    words >> kind >> first >> second >> third >> fourth;
    std::vector<std::string> proof;
    while (words >> hash) proof.push_back(bytes(hash));
    // Its leaves count from 1.
    bool holds = kind == "inclusion"
        ? verifier.VerifyPath(first + 1, second, proof, bytes(third), bytes(fourth))
        : verifier.VerifyConsistency(first, second, bytes(third), bytes(fourth), proof);
    if (holds) { ++held; } else { ++failed; std::cerr << "does not hold: " << line << "\n"; }
  }
  std::cout << held << " held\n";
  return failed == 0 && held > 0 ? 0 : 1;
}
